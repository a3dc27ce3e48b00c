import { useQuery } from "@tanstack/react-query";
import { call, open, text } from "./client";
import type { Catalogue, Status } from "./types";

/** How everything is, asked anew every two seconds; without a session, because Auth itself may be what is away. */
export function useStatus() {
  return useQuery({
    queryKey: ["status"],
    queryFn: ({ signal }) => open<Status>("/api/status", signal),
    refetchInterval: 2_000,
    staleTime: 0,
  });
}

/** Every service and its calls; it changes when the system is built anew. */
export function useCatalogue() {
  return useQuery({
    queryKey: ["services"],
    queryFn: ({ signal }) => call<Catalogue>("GET", "/api/services", { signal }),
  });
}

/** The text of a service's .proto, from the address that the catalogue gives. */
export function useProto(path: string, wanted: boolean) {
  return useQuery({
    queryKey: ["proto", path],
    queryFn: ({ signal }) => text("GET", path, { signal }),
    enabled: wanted,
  });
}
