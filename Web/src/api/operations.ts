import { useQuery } from "@tanstack/react-query";
import { api, publicApi, unwrap } from "./client";

/** The state of all services, polled every two seconds; without a session, because Auth may be what is down. */
export function useStatus() {
  return useQuery({
    queryKey: ["status"],
    queryFn: ({ signal }) => unwrap(publicApi.GET("/api/status", { signal })),
    refetchInterval: 2_000,
    staleTime: 0,
  });
}

/** Every service and its calls; it changes only with a new build. */
export function useCatalogue() {
  return useQuery({
    queryKey: ["services"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/services", { signal })),
  });
}

/** The text of the .proto that declares a service, by the service's full name. */
export function useProto(name: string, enabled: boolean) {
  return useQuery({
    queryKey: ["proto", name],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/services/{name}/proto", { params: { path: { name } }, parseAs: "text", signal })),
    enabled,
  });
}
