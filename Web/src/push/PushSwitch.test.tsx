// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { ada, network, renderApp } from "../testing/app";
import { ownerOfPush, setOwnerOfPush } from "./owner";
import { PushSwitch } from "./PushSwitch";
import { removeOtherSubscription, renewSubscription } from "./subscription";

const endpoint = "https://push.example/1";
const keys = { p256dh: "p", auth: "a" };
const label = "Notifications when this app is closed";

/** The browser's part: what it was asked, and whether it is subscribed. */
function browser({ permission = "default", answer = "granted", subscribed = false, key = "AQID" } = {}) {
  const calls: string[] = [];
  const subscription = {
    endpoint,
    options: { applicationServerKey: Uint8Array.from(atob(key), (char) => char.charCodeAt(0)).buffer },
    toJSON: () => ({ endpoint, keys }),
    unsubscribe: async () => {
      calls.push("unsubscribe");
      current = null;
      return true;
    },
  };
  let current: typeof subscription | null = subscribed ? subscription : null;
  const pushManager = {
    getSubscription: async () => current,
    subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
      calls.push(`subscribe ${applicationServerKey}`);
      current = subscription;
      return subscription;
    },
  };
  const registration = { pushManager };
  vi.stubGlobal("PushManager", class {});
  vi.stubGlobal("Notification", {
    permission,
    requestPermission: async () => {
      calls.push("ask");
      Object.assign(Notification, { permission: answer });
      return answer;
    },
  });
  const put = vi.fn();
  vi.stubGlobal("caches", { open: async () => ({ put }) });
  Object.defineProperty(navigator, "serviceWorker", {
    configurable: true,
    value: { ready: Promise.resolve(registration), getRegistration: async () => registration },
  });
  return { calls, put };
}

const answers = { "GET /api/push/key": () => ({ body: { key: "AQID" } }) };
const accepting = { ...answers, "PUT /api/push/subscription": () => ({ status: 204 }) };
const findSwitch = () => screen.findByRole<HTMLInputElement>("checkbox", { name: label });
const ready = async () => {
  const found = await findSwitch();
  await waitFor(() => expect(found.disabled).toBe(false));
  return found;
};

afterEach(() => {
  Reflect.deleteProperty(navigator, "serviceWorker");
});

it("says so where the browser cannot", () => {
  renderApp(<PushSwitch />);
  expect(screen.getByText(/can't show notifications/u)).toBeTruthy();
  expect(screen.queryByRole("checkbox")).toBeNull();
});

it("says so while push is off at the server", async () => {
  browser();
  network({ "GET /api/push/key": () => ({ body: { key: null } }) });
  renderApp(<PushSwitch />);
  expect(await screen.findByText("This server doesn't send notifications to browsers.")).toBeTruthy();
  expect(screen.queryByRole("checkbox")).toBeNull();
});

it("offers another try when the server cannot be asked", async () => {
  browser();
  network({ "GET /api/push/key": () => ({ status: 503 }) });
  renderApp(<PushSwitch />);
  expect(await screen.findByRole("button", { name: "Try again" })).toBeTruthy();
});

it("says how to allow what the browser blocks", async () => {
  browser({ permission: "denied" });
  network(answers);
  renderApp(<PushSwitch />);
  expect(await screen.findByText(/Your browser blocks notifications/u)).toBeTruthy();
  expect((await findSwitch()).disabled).toBe(true);
});

it("asks for permission on the click only, subscribes with the server's key, and keeps the texts for the worker", async () => {
  const { calls, put } = browser();
  const sent = network(accepting);
  renderApp(<PushSwitch />);
  const found = await ready();
  expect(calls).toEqual([]);
  await userEvent.click(found);
  await waitFor(() => expect(ownerOfPush()).toBe(ada.id));
  expect(calls).toEqual(["ask", "subscribe AQID"]);
  expect(sent).toContain("PUT /api/push/subscription");
  expect(put).toHaveBeenCalledOnce();
  await waitFor(() => expect(found.checked).toBe(true));
});

it("shows the choice in the click itself, and takes no second one until it is made", async () => {
  browser();
  const sent = network(accepting);
  renderApp(<PushSwitch />);
  const found = await ready();
  fireEvent.click(found);
  expect(found.checked).toBe(true);
  fireEvent.click(found);
  expect(found.checked).toBe(true);
  await waitFor(() => expect(found.getAttribute("aria-disabled")).toBe("false"));
  expect(found.checked).toBe(true);
  expect(sent.filter((request) => !request.startsWith("GET"))).toEqual(["PUT /api/push/subscription"]);
});

it("stays off when the user declines", async () => {
  const { calls } = browser({ answer: "denied" });
  const sent = network(accepting);
  renderApp(<PushSwitch />);
  await userEvent.click(await ready());
  expect(await screen.findByText(/Your browser blocks notifications/u)).toBeTruthy();
  expect(calls).toEqual(["ask"]);
  expect(sent).not.toContain("PUT /api/push/subscription");
});

it("says what went wrong and stays off, at the browser too, when the server refuses", async () => {
  const { calls } = browser();
  const detail = "This server sends nothing to this push service.";
  network({ ...answers, "PUT /api/push/subscription": () => ({ status: 422, body: { detail } }) });
  renderApp(<PushSwitch />);
  const found = await ready();
  await userEvent.click(found);
  expect((await screen.findByRole("alert")).textContent).not.toBe("");
  await waitFor(() => expect(found.checked).toBe(false));
  expect(calls).toEqual(["ask", "subscribe AQID", "unsubscribe"]);
  expect(ownerOfPush()).toBeNull();
});

it("ends the subscription here and at the server", async () => {
  setOwnerOfPush(ada.id);
  const { calls } = browser({ permission: "granted", subscribed: true });
  const sent = network({ ...answers, "DELETE /api/push/subscription": () => ({ status: 204 }) });
  renderApp(<PushSwitch />);
  const found = await ready();
  expect(found.checked).toBe(true);
  await userEvent.click(found);
  await waitFor(() => expect(sent).toContain("DELETE /api/push/subscription"));
  expect(calls).toEqual(["unsubscribe"]);
  expect(ownerOfPush()).toBeNull();
});

it("ends the subscription of somebody who is not logged in any more", async () => {
  setOwnerOfPush("somebody else");
  const { calls } = browser({ permission: "granted", subscribed: true });
  await removeOtherSubscription(ada.id);
  expect(calls).toEqual(["unsubscribe"]);
  expect(ownerOfPush()).toBeNull();
});

it("subscribes again when the server has another key, and only then", async () => {
  setOwnerOfPush(ada.id);
  const sent = network(accepting);
  const same = browser({ permission: "granted", subscribed: true });
  await renewSubscription(ada.id);
  expect(same.calls).toEqual([]);
  const other = browser({ permission: "granted", subscribed: true, key: "BAUG" });
  await renewSubscription(ada.id);
  expect(other.calls).toEqual(["unsubscribe", "subscribe AQID"]);
  expect(sent.filter((request) => request.startsWith("PUT"))).toHaveLength(2);
});
