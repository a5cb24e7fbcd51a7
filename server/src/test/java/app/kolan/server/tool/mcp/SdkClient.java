package app.kolan.server.tool.mcp;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import java.net.http.HttpRequest;
import java.time.Duration;

/// A client of the Model Context Protocol as others have it: the SDK's own, with its own transport.
public final class SdkClient {
  private SdkClient() {}

  public static McpSyncClient open(int port, String key) {
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + port)
                .endpoint("/mcp")
                .jsonMapper(McpJson.INSTANCE)
                .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + key))
                .build())
        .requestTimeout(Duration.ofSeconds(60))
        .initializationTimeout(Duration.ofSeconds(60))
        .jsonSchemaValidator((_, _) -> ValidationResponse.asValid(""))
        .build();
  }
}
