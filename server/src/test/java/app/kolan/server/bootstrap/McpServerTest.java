package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.identity.Permission;
import app.kolan.server.tool.mcp.SdkClient;
import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The MCP server, asked by the SDK's client and by hand, over real sockets.
@Tag("socket")
class McpServerTest {
  @TempDir private Path data;
  private ApiByHand api;

  @BeforeEach
  void open() throws Exception {
    api = ApiByHand.start(data);
  }

  @AfterEach
  void close() {
    api.close();
  }

  private long business(String slug, String number) throws Exception {
    HttpResponse<String> answer =
        api.send(
            "POST",
            "/businesses",
            "application/yaml",
            """
            slug: %s
            name: %s
            numbers: ["%s"]
            hours: {sunday: 08:00-20:00, monday: 08:00-20:00, tuesday: 08:00-20:00,
              wednesday: 08:00-20:00, thursday: 08:00-20:00, friday: 08:00-20:00,
              saturday: 08:00-20:00, holidays: open}
            booking:
              services: {check: {name: check, minutes: 30}}
              people: {dana: {name: Dana}}
            """
                .formatted(slug, slug, number));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return ApiByHand.JSON.readTree(answer.body()).path("id").asLong();
  }

  @Test
  void the_agent_of_a_business_reads_and_books_there_and_nowhere_else() throws Exception {
    long clinic = business("clinic", "+97231111111");
    long _ = business("garage", "+97232222222");
    var _ = api.comesIn(ApiByHand.CALL, "+97231111111");
    String key =
        api.key(
            clinic,
            EnumSet.of(
                Permission.BUSINESSES_READ,
                Permission.CALLS_READ,
                Permission.APPOINTMENTS_READ,
                Permission.APPOINTMENTS_WRITE));
    try (McpSyncClient client = SdkClient.open(api.server.port(), key)) {
      var _ = client.initialize();
      assertThat(client.listTools().tools())
          .extracting(Tool::name)
          .contains("list_calls", "read_transcript", "add_lead_note", "book_appointment");

      assertThat(read(use(client, "list_businesses", Map.of())).path("items"))
          .singleElement()
          .satisfies(item -> assertThat(item.path("slug").asText()).isEqualTo("clinic"));
      assertThat(read(use(client, "list_calls", Map.of("business", "clinic"))).path("items"))
          .singleElement()
          .satisfies(call -> assertThat(call.toString()).contains(ApiByHand.CALL));
      String tomorrow = LocalDate.now(ZoneId.of("Asia/Jerusalem")).plusDays(1) + "T10:00";
      JsonNode booked =
          read(
              use(
                  client,
                  "book_appointment",
                  Map.of("business", "clinic", "service", "check", "startsAt", tomorrow)));
      assertThat(booked.path("state").asText()).isEqualTo("BOOKED");
      CallToolResult again =
          use(
              client,
              "book_appointment",
              Map.of("business", "clinic", "service", "check", "startsAt", tomorrow));
      assertThat(again.isError()).as("the slot is gone").isTrue();

      CallToolResult other = use(client, "list_calls", Map.of("business", "garage"));
      assertThat(other.isError()).isTrue();
      assertThat(text(other)).contains("\"status\":404").doesNotContain("garage");
      CallToolResult unscoped =
          use(client, "read_transcript", Map.of("business", "clinic", "call", ApiByHand.CALL));
      assertThat(text(unscoped)).contains("403", "transcripts:read");
      CallToolResult unfit = use(client, "list_calls", Map.of("business", "clinic", "limt", "3"));
      assertThat(text(unfit)).contains("400");
      CallToolResult nowhere = use(client, "list_calls", Map.of());
      assertThat(text(nowhere)).contains("400", "business is missing");
    }
  }

  @Test
  void strangers_pages_and_other_methods_are_refused() throws Exception {
    String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    String key = api.key(null, EnumSet.of(Permission.CALLS_READ));
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(post("nobody", ping), BodyHandlers.ofString()).statusCode())
          .isEqualTo(401);
      HttpRequest ofPage =
          HttpRequest.newBuilder(post(key, ping), (_, _) -> true)
              .header("Origin", "https://evil.example")
              .build();
      assertThat(http.send(ofPage, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
      HttpRequest get = HttpRequest.newBuilder(post(key, ping), (_, _) -> true).GET().build();
      assertThat(http.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
      assertThat(http.send(post(key, ping), BodyHandlers.ofString()).body())
          .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
      for (String rubbish : new String[] {"{", "[]", "7", "{\"jsonrpc\":\"2.0\",\"id\":{}}"}) {
        HttpResponse<String> answer = http.send(post(key, rubbish), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(rubbish).isEqualTo(400);
        assertThat(answer.body()).contains("\"error\"");
      }
      String unknown =
          "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/call\",\"params\":{\"name\":\"rm\"}}";
      assertThat(http.send(post(key, unknown), BodyHandlers.ofString()).body()).contains("-32602");
    }
  }

  /// Whatever an agent sends, it is told what is wrong with it, and nothing breaks.
  @Test
  void odd_arguments_are_refused_and_never_a_fault() throws Exception {
    long clinic = business("clinic", "+97231111111");
    String key =
        api.key(
            clinic,
            EnumSet.of(
                Permission.CALLS_READ, Permission.APPOINTMENTS_WRITE, Permission.LEADS_WRITE));
    String deep = "[".repeat(900) + "]".repeat(900);
    String many =
        IntStream.range(0, 2000)
            .mapToObj(i -> "\"a%d\":%d".formatted(i, i))
            .collect(Collectors.joining(","));
    List<String> odd =
        List.of(
            "\"list_calls\",\"arguments\":{\"business\":{\"a\":1}}",
            "\"list_calls\",\"arguments\":{\"business\":null}",
            "\"list_calls\",\"arguments\":{\"business\":\"../%d\"}".formatted(clinic),
            "\"list_calls\",\"arguments\":{\"business\":\"%s\"}".formatted("x".repeat(20_000)),
            "\"list_calls\",\"arguments\":{\"business\":\"clinic\",\"limit\":[1]}",
            "\"list_calls\",\"arguments\":{\"business\":\"clinic\",\"limit\":-1}",
            "\"list_calls\",\"arguments\":{\"business\":\"clinic\",\"limit\":1e400}",
            "\"list_calls\",\"arguments\":{\"business\":\"clinic\",\"after\":\"\\u0000\"}",
            "\"list_calls\",\"arguments\":{\"business\":\"clinic\",%s}".formatted(many),
            "\"book_appointment\",\"arguments\":{\"business\":\"clinic\",\"service\":%s}"
                .formatted(deep),
            "\"book_appointment\",\"arguments\":{\"business\":\"clinic\",\"service\":\"check\","
                + "\"startsAt\":\"+99999-01-01T10:00\"}",
            "\"book_appointment\",\"arguments\":{\"business\":\"clinic\",\"service\":\"check\","
                + "\"startsAt\":\"tomorrow\"}",
            "\"get_call\",\"arguments\":{\"business\":\"clinic\",\"call\":\"CA\\u0000\"}",
            "\"add_lead_note\",\"arguments\":{\"business\":\"clinic\",\"call\":\"%s\",\"text\":\"%s\"}"
                .formatted(ApiByHand.CALL, "x".repeat(100_000)));
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String each : odd) {
        String call =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":%s}}"
                .formatted(each);
        HttpResponse<String> answer = http.send(post(key, call), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(each).isEqualTo(200);
        JsonNode result = ApiByHand.JSON.readTree(answer.body()).path("result");
        assertThat(result.path("isError").asBoolean()).as(each).isTrue();
        assertThat(
                ApiByHand.JSON
                    .readTree(result.at("/content/0/text").asText())
                    .path("status")
                    .asInt())
            .as(each)
            .isBetween(400, 422);
      }
      String bottomless = "[".repeat(200_000);
      assertThat(http.send(post(key, bottomless), BodyHandlers.ofString()).statusCode())
          .isBetween(400, 413);
    }
  }

  private HttpRequest post(String key, String body) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d/mcp".formatted(api.server.port())))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static CallToolResult use(McpSyncClient client, String tool, Map<String, String> with) {
    return client.callTool(new CallToolRequest(tool, new HashMap<>(with), null));
  }

  private static String text(CallToolResult result) {
    return ((TextContent) result.content().getFirst()).text();
  }

  private static JsonNode read(CallToolResult result) throws Exception {
    assertThat(result.isError()).as(text(result)).isFalse();
    return ApiByHand.JSON.readTree(text(result));
  }
}
