import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { type LiveEvent, publishLive, type RoomState } from "./events";
import type { Socket } from "./liveLine";

type Body<N extends LiveEvent["name"]> = Omit<Extract<LiveEvent, { name: N }>, "name">;

/** Opens a socket of the hub: WebSockets without negotiation, so that any instance will do. */
export async function connect(onClose: () => void, onResync: () => void): Promise<Socket> {
  const connection = new HubConnectionBuilder()
    .withUrl("/hubs/live", { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    // A line that breaks is expected: it is opened again.
    .configureLogging(LogLevel.None)
    .build();
  connection.on("message", (body: Body<"message">) => publishLive({ name: "message", ...body }));
  connection.on("edited", (body: Body<"edited">) => publishLive({ name: "edited", ...body }));
  connection.on("deleted", (body: Body<"deleted">) => publishLive({ name: "deleted", ...body }));
  connection.on("reaction", (body: Body<"reaction">) => publishLive({ name: "reaction", ...body }));
  connection.on("joined", (body: Body<"joined">) => publishLive({ name: "joined", ...body }));
  connection.on("left", (body: Body<"left">) => publishLive({ name: "left", ...body }));
  connection.on("renamed", (body: { room: string; name: string }) =>
    publishLive({ name: "renamed", room: body.room, title: body.name }),
  );
  connection.on("removed", (body: Body<"removed">) => publishLive({ name: "removed", ...body }));
  connection.on("typing", (body: Body<"typing">) => publishLive({ name: "typing", ...body }));
  connection.on("presence", (body: Body<"presence">) => publishLive({ name: "presence", ...body }));
  connection.on("read", (body: Body<"read">) => publishLive({ name: "read", ...body }));
  connection.on("notification", () => publishLive({ name: "notification" }));
  connection.on("heartbeat", (states: RoomState[]) => publishLive({ name: "states", states }));
  connection.on("resync", onResync);
  connection.onclose(onClose);
  await connection.start();
  return {
    authenticate: (token) => connection.invoke("Authenticate", token),
    subscribe: () => connection.invoke<RoomState[]>("Subscribe"),
    typing: (room) => connection.send("Typing", room),
    close: () => connection.stop(),
  };
}
