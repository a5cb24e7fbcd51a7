package app.kolan.server.llm;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.tool.ToolSpec;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.time.Duration;
import java.util.List;

/// A language model behind a provider's API. Thread-safe.
public final class ProviderLanguageModel implements LanguageModel {
  private final ProviderSettings settings;
  private final GenerationOptions options;
  private final ChatProvider chatProvider;
  private final StreamingChatModel model;
  private final Runnable connecting;
  private final UntaggedReasoning untagged = new UntaggedReasoning();

  ProviderLanguageModel(
      ProviderSettings settings,
      GenerationOptions options,
      ChatProvider chatProvider,
      Transport line,
      Runnable connecting) {
    this.settings = settings;
    this.connecting = connecting;
    this.options = options;
    this.chatProvider = chatProvider;
    this.model = over(line);
  }

  @Override
  public void connect() {
    connecting.run();
  }

  @Override
  public String provider() {
    return settings.provider();
  }

  @Override
  public ChatStream chat(ChatInput input) throws ProviderFailure {
    return chat(model, input, settings.timeouts());
  }

  /// Reads a sample response from memory once, so that the first caller does not wait for classes
  /// to be loaded. No request is sent, and nothing is charged.
  public void warmUp() throws InterruptedException {
    var sample = new SampleResponse(chatProvider.sample());
    var calm = new ProviderTimeouts(Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(30));
    try (ChatStream chatStream =
        chat(over((_, _, _) -> sample.flow()), SampleResponse.QUESTION, calm)) {
      while (chatStream.next() != null) {
        // only to load the classes
      }
    } catch (ProviderFailure e) {
      throw new IllegalStateException("the sample of %s is not read".formatted(provider()), e);
    }
  }

  private StreamingChatModel over(Transport line) {
    var wire = new LangChainHttpClient(settings.provider(), chatProvider, line);
    return chatProvider.model(settings, options, new LangChainHttpClientBuilder(wire));
  }

  private ChatStream chat(StreamingChatModel asked, ChatInput input, ProviderTimeouts timeouts)
      throws ProviderFailure {
    ChatRequest request =
        ChatRequest.builder()
            .messages(ChatMessages.of(input))
            .toolSpecifications(tools(input.tools()))
            .toolChoice(
                input.mustUseTool() && chatProvider.canDemandTool() ? ToolChoice.REQUIRED : null)
            .build();
    return ProviderChatStream.begin(
        provider(),
        timeouts,
        chatStream ->
            new ChatResponseReader(provider(), chatStream, new ModelTextFilter(input, untagged))
                .read(asked, request));
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
