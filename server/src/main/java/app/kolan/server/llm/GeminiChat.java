package app.kolan.server.llm;

import app.kolan.server.provider.ProviderSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GeminiThinkingConfig;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Google's Gemini, by its `streamGenerateContent`.
///
/// From the third generation on, a use of a tool comes with a signature, and is refused without it
/// when the talk goes on. The port has no place for it, so it is remembered here by the use's
/// identifier.
final class GeminiChat implements ChatProvider {
  /// Google's own word for uses that another model has made.
  private static final String UNSIGNED = "skip_thought_signature_validator";

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

  /// All outcomes of one answer's uses belong into one message; a tool without parameters is
  /// declared without them; uses are signed.
  @Override
  public void mendRequest(ObjectNode request) {
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

  /// Only the first of several uses in one answer is signed.
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
  public boolean mendEvent(ObjectNode event) {
    boolean changed = false;
    for (JsonNode part : event.path("candidates").path(0).path("content").path("parts")) {
      if (part.get("functionCall") instanceof ObjectNode use) {
        if (use.path("id").asText().isEmpty()) {
          use.put("id", UUID.randomUUID().toString());
          changed = true;
        }
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
