package app.kolan.server.llm;

import app.kolan.server.provider.ProviderSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GeminiThinkingConfig;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Google's Gemini API, `streamGenerateContent`.
///
/// From the third generation on, a tool call comes with a signature, and a later request that
/// repeats the call without it is rejected. The port has no field for it, so it is kept here by the
/// call's identifier.
final class GeminiChat implements ChatProvider {
  /// Google's documented value for tool calls that another model has made.
  private static final String UNSIGNED = "skip_thought_signature_validator";

  private static final Set<String> KNOWN_ENDS =
      Set.of(
          "STOP",
          "MAX_TOKENS",
          "SAFETY",
          "RECITATION",
          "LANGUAGE",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "MALFORMED_FUNCTION_CALL",
          "IMAGE_SAFETY");

  private final ThoughtSignatures signatures = new ThoughtSignatures();

  @Override
  public StreamingChatModel model(
      ProviderSettings settings, GenerationOptions options, HttpClientBuilder wire) {
    String model = settings.model();
    return GoogleAiGeminiStreamingChatModel.builder()
        .httpClientBuilder(wire)
        .baseUrl(settings.url().toString())
        .apiKey(settings.key() == null ? "none" : settings.keyValue())
        .modelName(model.startsWith("models/") ? model.substring("models/".length()) : model)
        .temperature(options.temperature())
        .maxOutputTokens(options.mostTokens())
        .thinkingConfig(thinking(options.effort()))
        .returnThinking(false)
        .build();
  }

  private static @Nullable GeminiThinkingConfig thinking(@Nullable String effort) {
    if (effort == null) {
      return null;
    }
    var config = GeminiThinkingConfig.builder();
    return effort.equals("none")
        ? config.thinkingBudget(0).build()
        : config.thinkingLevel(effort).build();
  }

  /// All tool results for one response belong in one message; a tool without parameters is declared
  /// without them; tool calls are signed.
  @Override
  public void adaptRequest(ObjectNode request) {
    RoleMerger.join(request.path("contents"), "parts");
    for (JsonNode tool : request.path("tools")) {
      for (JsonNode declaration : tool.path("functionDeclarations")) {
        if (declaration instanceof ObjectNode declared
            && declared.path("parameters").path("properties").isEmpty()) {
          declared.remove("parameters");
        }
      }
    }
    for (JsonNode content : request.path("contents")) {
      sign(content);
    }
  }

  /// Only the first of several tool calls in one response is signed.
  private void sign(JsonNode content) {
    for (JsonNode part : content.path("parts")) {
      if (part instanceof ObjectNode use && use.has("functionCall")) {
        String signature = signatures.of(use.path("functionCall").path("id").asText());
        use.put("thoughtSignature", signature == null ? UNSIGNED : signature);
        return;
      }
    }
  }

  @Override
  public ResponseAdapter adaptResponse() {
    return this::adapt;
  }

  /// A finish reason that LangChain4j does not know is an end all the same. Calls get an identifier
  /// of ours, since servers repeat theirs.
  private boolean adapt(ObjectNode event) {
    boolean changed = false;
    if (event.path("candidates").path(0) instanceof ObjectNode candidate
        && candidate.hasNonNull("finishReason")
        && !KNOWN_ENDS.contains(candidate.get("finishReason").asText())) {
      candidate.put("finishReason", "STOP");
      changed = true;
    }
    for (JsonNode part : event.path("candidates").path(0).path("content").path("parts")) {
      if (part.get("functionCall") instanceof ObjectNode use) {
        use.put("id", ToolCallIds.fresh());
        changed = true;
        if (part.hasNonNull("thoughtSignature")) {
          signatures.keep(use.path("id").asText(), part.get("thoughtSignature").asText());
        }
      }
    }
    return changed;
  }

  @Override
  public String sample() {
    return "gemini.txt";
  }
}
