const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** How pages are looked at: what the browser is told, and how small the picture gets. */
export const variants = {
  light: { context: { viewport: desktop, colorScheme: "light" }, scale: 0.5, quality: 60 },
  dark: { context: { viewport: desktop, colorScheme: "dark" }, scale: 0.5, quality: 60 },
  phone: {
    context: { viewport: phone, colorScheme: "dark", isMobile: true, hasTouch: true },
    scale: 0.75,
    quality: 55,
  },
  "phone-light": {
    context: { viewport: phone, colorScheme: "light", isMobile: true, hasTouch: true },
    scale: 0.75,
    quality: 55,
  },
  narrow: { context: { viewport: { width: 320, height: 640 }, colorScheme: "light" }, scale: 1, quality: 60 },
  forced: { context: { viewport: desktop, colorScheme: "dark", forcedColors: "active" }, scale: 0.6, quality: 60 },
};
