package app.kolan.server.tool.knowledge;

import app.kolan.server.knowledge.Knowledge;
import app.kolan.server.tool.CheckedToolCall;
import app.kolan.server.tool.OutsideData;
import app.kolan.server.tool.Parameter;
import app.kolan.server.tool.Parameters;
import app.kolan.server.tool.SideEffect;
import app.kolan.server.tool.Tool;
import app.kolan.server.tool.ToolResult;
import app.kolan.server.tool.ToolSpec;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds what the business has written about a caller's question. What is not found, or does not
/// answer it, is noted for the business to answer.
public final class LookUp implements Tool {
  public static final String NAME = "look_up";

  private static final String QUESTION = "question";
  private static final String UNANSWERED = "unanswered";
  private static final int PASSAGES = 3;
  private static final Pattern ORIGIN = Pattern.compile("knowledge ([0-9]{1,18}): (.*)");

  /// A source that was shown to a model.
  public record Source(long id, String title) {}

  private final ToolSpec spec;
  private final Knowledge knowledge;
  private final InstantSource clock;

  /// @param language in which the business has written
  public LookUp(String language, Knowledge knowledge, InstantSource clock) {
    spec = spec(language);
    this.knowledge = knowledge;
    this.clock = clock;
  }

  /// The sources that a result of this tool has passages of.
  public static List<Source> sources(String result) {
    return OutsideData.origins(result).stream()
        .map(ORIGIN::matcher)
        .filter(Matcher::matches)
        .map(origin -> new Source(Long.parseLong(origin.group(1)), origin.group(2)))
        .distinct()
        .toList();
  }

  private static ToolSpec spec(String language) {
    return new ToolSpec(
        NAME,
        "Finds what the business has written about something: services, prices, terms, parking,"
            + " whatever callers ask that you were not told here. Use it before you say that you"
            + " do not know. When what it finds does not answer the question, use it again with"
            + " unanswered=true, so that the business learns what was asked.",
        Parameters.of(
                Parameter.text(
                        QUESTION,
                        ("What the caller wants to know, in %s, as a short question"
                                + " without names or numbers of people.")
                            .formatted(language),
                        Knowledge.MOST_OF_A_QUESTION)
                    .needed(),
                Parameter.flag(
                    UNANSWERED,
                    "true only when this was looked up and what was found does not answer it."))
            .schema());
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public SideEffect effect() {
    return SideEffect.WRITES_HERE;
  }

  @Override
  public ToolResult use(CheckedToolCall use) {
    String question = use.arguments().text(QUESTION).orElse("").strip();
    if (question.isEmpty()) {
      return ToolResult.refused("Nothing was looked up: give the question.");
    }
    if (use.arguments().isSet(UNANSWERED)) {
      knowledge.noteUnanswered(use.call().sid(), question, clock.instant());
      return ToolResult.done(
          "It is noted for the business. Tell the caller that you do not know, and offer to take a"
              + " message. Invent nothing.");
    }
    List<Knowledge.Hit> found = knowledge.find(question, PASSAGES);
    if (found.isEmpty()) {
      knowledge.noteUnanswered(use.call().sid(), question, clock.instant());
      return ToolResult.done(
          "Nothing is written about it, and the question is noted for the business. Tell the caller"
              + " that you do not know, and offer to take a message. Invent nothing.");
    }
    return ToolResult.done(
        found.stream()
            .map(LookUp::marked)
            .collect(
                Collectors.joining(
                    "\n",
                    "What the business has written, the likeliest first:\n",
                    "\nAnswer in a sentence or two from what answers the question. If nothing does,"
                        + " use look_up again with unanswered=true; invent nothing.")));
  }

  private static String marked(Knowledge.Hit hit) {
    String heading = hit.passage().heading();
    return OutsideData.mark(
        "knowledge %d: %s".formatted(hit.source(), hit.title()),
        heading.isEmpty() ? hit.passage().text() : heading + "\n" + hit.passage().text());
  }
}
