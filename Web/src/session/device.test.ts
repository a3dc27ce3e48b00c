import { expect, it } from "vitest";
import { deviceName } from "./device";

it("calls browsers and systems by their names", () => {
  const agents = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
  ];
  expect(agents.map(deviceName)).toEqual([
    "Firefox on Linux",
    "Edge on Windows",
    "Safari on iPhone",
    "Chrome on Android",
  ]);
});

it("keeps the own name of a program that is no browser", () => {
  expect(["curl/8.9.1", "Phone", ""].map(deviceName)).toEqual(["curl", "Phone", "Unknown device"]);
});
