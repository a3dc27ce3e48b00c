import { t } from "../i18n/text";

const browsers: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//u, "Edge"],
  [/OPR\/|Opera/u, "Opera"],
  [/Firefox\/|FxiOS\//u, "Firefox"],
  [/Chrome\/|Chromium\/|CriOS\//u, "Chrome"],
  [/Safari\//u, "Safari"],
];

const systems: [RegExp, string][] = [
  [/iPhone/u, "iPhone"],
  [/iPad/u, "iPad"],
  [/Android/u, "Android"],
  [/Windows/u, "Windows"],
  [/Mac OS X|Macintosh/u, "Mac"],
  [/CrOS/u, "Chromebook"],
  [/Linux/u, "Linux"],
];

/** A readable name for a User-Agent; a program that is no browser keeps its own name. */
export function deviceName(agent: string): string {
  const browser = browsers.find(([sign]) => sign.test(agent))?.[1];
  const system = systems.find(([sign]) => sign.test(agent))?.[1];
  if (browser !== undefined) return system === undefined ? browser : t`${browser} on ${system}`;
  const own = agent.split(/[\s/(]/u, 1)[0];
  return own === undefined || own === "" ? t`Unknown device` : own;
}
