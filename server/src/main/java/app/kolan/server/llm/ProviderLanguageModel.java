package app.kolan.server.llm;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.tool.ToolSpec;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.time.Duration;
import java.util.List;

/// A mind that is a vendor's language model. Safe to share.
public final class ProviderLanguageModel implements LanguageModel {
  private final ProviderSettings settings;
  private final GenerationOptions options;
  private final ChatProvider vendor;
  private final StreamingChatModel model;

  ProviderLanguageModel(
      ProviderSettings settings, GenerationOptions options, ChatProvider vendor, Transport line) {
    this.settings = settings;
    this.options = options;
    this.vendor = vendor;
    this.model = over(line);
  }

  @Override
  public String provider() {
    return settings.provider();
  }

  @Override
  public ChatStream think(ChatInput talk) throws ProviderFailure {
    return think(model, talk, settings.patience());
  }

  /// Thinks once of an answer that is in memory, so that the first caller does not wait for classes
  /// to be loaded. Nobody is asked, and nothing is spent.
  public void warmUp() throws InterruptedException {
    var sample = new SampleResponse(vendor.sample());
    var calm = new ProviderTimeouts(Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(30));
    try (ChatStream chatStream =
        think(over((_, _, _) -> sample.flow()), SampleResponse.QUESTION, calm)) {
      while (chatStream.next() != null) {
        // only for the classes that it takes
      }
    } catch (ProviderFailure e) {
      throw new IllegalStateException("the sample of %s is not read".formatted(provider()), e);
    }
  }

  private StreamingChatModel over(Transport line) {
    var wire = new LangChainHttpClient(settings.provider(), vendor, line);
    return vendor.model(settings, options, new LangChainHttpClientBuilder(wire));
  }

  private ChatStream think(StreamingChatModel asked, ChatInput talk, ProviderTimeouts patience)
      throws ProviderFailure {
    ChatRequest request =
        ChatRequest.builder()
            .messages(ChatMessages.of(talk))
            .toolSpecifications(tools(talk.tools()))
            .build();
    return ProviderChatStream.begin(
        provider(),
        patience,
        chatStream -> new ChatResponseReader(provider(), chatStream).read(asked, request));
  }

  private List<ToolSpecification> tools(List<ToolSpec> tools) throws ProviderFailure {
    try {
      return tools.stream().map(ToolSchemaMapper::of).toList();
    } catch (IllegalArgumentException e) {
      throw new ProviderFailure(
          provider(), FailureKind.REQUEST_REFUSED, "a tool's parameters are no JSON object");
    }
  }
}
