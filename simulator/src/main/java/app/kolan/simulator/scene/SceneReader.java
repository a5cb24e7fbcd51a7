package app.kolan.simulator.scene;

import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a scene. Total: any text gives a scene or a [MalformedScene].
final class SceneReader {
  private static final Pattern STORY = Pattern.compile("(?:caller|agent|call) .*");

  private final List<String> lines;
  private final Map<String, SceneRoute> routes = new LinkedHashMap<>();
  private final Map<String, String> signedOver = new LinkedHashMap<>();
  private final List<Integer> raises = new ArrayList<>();
  private final List<String> about = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private ServerAccess access = ServerAccess.PLAIN;
  private Duration timeout = Duration.ofSeconds(5);
  private boolean fallback;
  private boolean statusCallback;
  private int next;

  private SceneReader(String text) {
    this.lines = text.lines().toList();
  }

  static Scene read(String name, String text) throws MalformedScene {
    return new SceneReader(text).read(name);
  }

  private Scene read(String name) throws MalformedScene {
    while (next < lines.size()) {
      String line = lines.get(next++).strip();
      if (line.startsWith("#")) {
        about.add(line.substring(1).strip());
      } else if (STORY.matcher(line).matches()) {
        story.add(line);
      } else if (!line.isEmpty()) {
        take(sentence(line));
      }
    }
    checkWhole();
    signedOver.forEach(
        (path, url) ->
            routes.computeIfPresent(
                path, (_, route) -> new SceneRoute.WantsSignatureOver(url, route)));
    return new Scene(
        name,
        String.join(" ", about),
        raises,
        access,
        routes,
        timeout,
        fallback,
        statusCallback,
        String.join("\n", story));
  }

  private SceneLine sentence(String line) throws MalformedScene {
    return SceneSentences.LINES
        .read(line)
        .orElseThrow(
            () ->
                new MalformedScene(
                    next,
                    "this is none of a scene; near is: " + SceneSentences.LINES.nearest(line)));
  }

  private void take(SceneLine line) throws MalformedScene {
    switch (line) {
      case SceneLine.Raises(var codes) -> raises.addAll(codes);
      case SceneLine.Through(var reachable) -> access = reachable;
      case SceneLine.Waits(var time) -> timeout = time;
      case SceneLine.HasFallback() -> fallback = true;
      case SceneLine.HasStatusCallback() -> statusCallback = true;
      case SceneLine.At(var path, var route) -> routes.put(path, route);
      case SceneLine.Answering(var path, var status, var type, var padding) ->
          routes.put(
              path, new SceneRoute.Answers(status, type, String.join("\n", indented()), padding));
      case SceneLine.Upgrading(var path) -> routes.put(path, new SceneRoute.Upgrades(actions()));
      case SceneLine.Signed(var path, var url) -> signedOver.put(path, url);
    }
  }

  private List<SocketAction> actions() throws MalformedScene {
    int first = next + 1;
    var actions = new ArrayList<SocketAction>();
    for (String line : indented()) {
      int number = first + actions.size();
      actions.add(
          SceneSentences.ACTS
              .read(line)
              .orElseThrow(
                  () ->
                      new MalformedScene(
                          number,
                          "nothing that happens on a socket; near is: "
                              + SceneSentences.ACTS.nearest(line))));
    }
    return actions;
  }

  /// The lines that belong to the last one, because they are indented.
  private List<String> indented() {
    var block = new ArrayList<String>();
    while (next < lines.size() && lines.get(next).startsWith("  ")) {
      block.add(lines.get(next++).strip());
    }
    return block;
  }

  private void checkWhole() throws MalformedScene {
    if (raises.isEmpty()) {
      throw new MalformedScene("the scene raises nothing: a line “raises 31920” is missing");
    }
    for (String path : signedOver.keySet()) {
      if (!routes.containsKey(path)) {
        throw new MalformedScene("what " + path + " answers is not said");
      }
    }
    try {
      Script.parse(String.join("\n", story));
    } catch (MalformedScript e) {
      throw new MalformedScene("the caller's part, " + e.getMessage());
    }
  }
}
