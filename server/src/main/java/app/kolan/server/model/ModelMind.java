package app.kolan.server.model;

import app.kolan.server.mind.Mind;
import app.kolan.server.mind.TalkSoFar;
import app.kolan.server.mind.Thought;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.Patience;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.tool.ToolSpec;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.time.Duration;
import java.util.List;

/// A mind that is a vendor's language model. Safe to share.
public final class ModelMind implements Mind {
  private final ProviderSettings settings;
  private final Manners manners;
  private final Vendor vendor;
  private final StreamingChatModel model;

  ModelMind(ProviderSettings settings, Manners manners, Vendor vendor, Line line) {
    this.settings = settings;
    this.manners = manners;
    this.vendor = vendor;
    this.model = over(line);
  }

  @Override
  public String provider() {
    return settings.provider();
  }

  @Override
  public Thought think(TalkSoFar talk) throws ProviderFailure {
    return think(model, talk, settings.patience());
  }

  /// Thinks once of an answer that is in memory, so that the first caller does not wait for classes
  /// to be loaded. Nobody is asked, and nothing is spent.
  public void warmUp() throws InterruptedException {
    var sample = new SampleAnswer(vendor.sample());
    var calm = new Patience(Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(30));
    try (Thought thought = think(over((_, _, _) -> sample.flow()), SampleAnswer.QUESTION, calm)) {
      while (thought.next() != null) {
        // only for the classes that it takes
      }
    } catch (ProviderFailure e) {
      throw new IllegalStateException("the sample of %s is not read".formatted(provider()), e);
    }
  }

  private StreamingChatModel over(Line line) {
    var wire = new VendorWire(settings.provider(), vendor, line);
    return vendor.model(settings, manners, new VendorWireBuilder(wire));
  }

  private Thought think(StreamingChatModel asked, TalkSoFar talk, Patience patience)
      throws ProviderFailure {
    ChatRequest request =
        ChatRequest.builder()
            .messages(Dialogue.of(talk))
            .toolSpecifications(tools(talk.tools()))
            .build();
    return ModelThought.begin(
        provider(),
        patience,
        thought -> new AnswerReader(provider(), thought).read(asked, request));
  }

  private List<ToolSpecification> tools(List<ToolSpec> tools) throws ProviderFailure {
    try {
      return tools.stream().map(ToolSchema::of).toList();
    } catch (IllegalArgumentException e) {
      throw new ProviderFailure(
          provider(), FailureKind.REQUEST_REFUSED, "a tool's parameters are no JSON object");
    }
  }
}
