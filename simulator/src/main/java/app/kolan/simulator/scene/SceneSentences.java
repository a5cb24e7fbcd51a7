package app.kolan.simulator.scene;

import static app.kolan.simulator.sentence.Grammar.sentence;

import app.kolan.simulator.sentence.Grammar;
import app.kolan.simulator.sentence.Length;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/// The grammar of scenes.
final class SceneSentences {
  private static final String PATH = "(?<path>/[^\\s#]*)";
  private static final String TIME = "(?<time>" + Length.PATTERN + ")";

  private static final List<Grammar.Sentence<SceneLine>> OF_THE_SERVER =
      List.of(
          sentence(
              "raises 31920[, 31921]",
              "raises",
              "raises (?<codes>[0-9]{5}(?:, ?[0-9]{5})*)",
              SceneSentences::raises),
          sentence(
              "carrier waits 500ms for answers",
              "carrier waits",
              "carrier waits " + TIME + " for answers",
              line -> new SceneLine.Waits(atLeastOne(Length.of(line.group("time"))))),
          sentenceOf("fallback is set", new SceneLine.HasFallback()),
          sentenceOf("status callback is set", new SceneLine.HasStatusCallback()),
          sentence(
              "/path answers 200 [text/xml] [padded by 70000]",
              "/path answers",
              PATH
                  + " answers (?<status>[1-5][0-9]{2})(?: (?<type>[^\\s#/]+/\\S+))?"
                  + "(?: padded by (?<padding>[0-9]{1,7}))?",
              SceneSentences::answering),
          sentence(
              "/path redirects to /path",
              "/path redirects to",
              PATH + " redirects to (?<to>/\\S*)",
              line -> at(line, new SceneRoute.RedirectsTo(line.group("to")))),
          sentence(
              "/path never answers",
              "/path never answers",
              PATH + " never answers",
              line -> at(line, new SceneRoute.NeverAnswers())),
          sentence(
              "/path wants signatures over URL",
              "/path wants signatures over",
              PATH + " wants signatures over (?<url>\\S+)",
              line -> new SceneLine.Signed(line.group("path"), line.group("url"))),
          sentence(
              "/path upgrades",
              "/path upgrades",
              PATH + " upgrades",
              line -> new SceneLine.Upgrading(line.group("path"))));

  static final Grammar<SceneLine> LINES =
      new Grammar<>(
          Stream.concat(
                  Arrays.stream(ServerAccess.values()).map(SceneSentences::access),
                  OF_THE_SERVER.stream())
              .toList());

  static final Grammar<SocketAction> ACTS =
      new Grammar<>(
          List.of(
              sentence(
                  "waits for start",
                  "waits for",
                  "waits for (?<event>\\w+)",
                  line -> new SocketAction.WaitsFor(line.group("event"))),
              sentence(
                  "says TEXT",
                  "says",
                  "says (?<text>.+)",
                  line -> new SocketAction.Says(line.group("text"))),
              sentence(
                  "plays 5s",
                  "plays",
                  "plays " + TIME,
                  line -> new SocketAction.Plays(Length.of(line.group("time")))),
              sentence(
                  "closes with 1011",
                  "closes with",
                  "closes with (?<code>[1-4][0-9]{3})",
                  line -> new SocketAction.Closes(Integer.parseInt(line.group("code")))),
              sentenceOf("sends binary", new SocketAction.SendsBinary()),
              sentenceOf("sends a fragmented ping", new SocketAction.SendsFragmentedPing()),
              sentenceOf("resets", new SocketAction.Resets()),
              sentenceOf("stays", new SocketAction.Stays()),
              sentenceOf("stops reading", new SocketAction.StopsReading())));

  private SceneSentences() {}

  private static Grammar.Sentence<SceneLine> access(ServerAccess access) {
    return sentenceOf(access.sentence(), new SceneLine.Through(access));
  }

  private static <T> Grammar.Sentence<T> sentenceOf(String words, T meaning) {
    return sentence(words, words, words, _ -> meaning);
  }

  private static SceneLine raises(Matcher line) {
    return new SceneLine.Raises(
        Arrays.stream(line.group("codes").split(", ?", -1)).map(Integer::valueOf).toList());
  }

  private static SceneLine answering(Matcher line) {
    return new SceneLine.Answering(
        line.group("path"),
        Integer.parseInt(line.group("status")),
        Objects.requireNonNullElse(line.group("type"), ""),
        Integer.parseInt(Objects.requireNonNullElse(line.group("padding"), "0")));
  }

  private static SceneLine at(Matcher line, SceneRoute route) {
    return new SceneLine.At(line.group("path"), route);
  }

  private static Duration atLeastOne(Duration time) {
    return time.isZero() ? Duration.ofMillis(1) : time;
  }
}
