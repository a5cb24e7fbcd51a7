package app.kolan.simulator.scene;

import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads a scene. Total: any text gives a scene or a [MalformedScene].
final class SceneReader {
  private static final Pattern RAISES = Pattern.compile("raises ([0-9]{5}(?:, [0-9]{5})*)");
  private static final Pattern PATIENCE =
      Pattern.compile("carrier waits ([0-9]{1,5})ms for answers");
  private static final Pattern ANSWERS =
      Pattern.compile("(/\\S*) answers ([1-5][0-9]{2})(?: (\\S+))?(?: padded by ([0-9]{1,7}))?");
  private static final Pattern REDIRECTS = Pattern.compile("(/\\S*) redirects to (/\\S*)");
  private static final Pattern SILENT = Pattern.compile("(/\\S*) never answers");
  private static final Pattern SIGNED = Pattern.compile("(/\\S*) wants signatures over (\\S+)");
  private static final Pattern UPGRADES = Pattern.compile("(/\\S*) upgrades");
  private static final String SENTENCES =
      """
      a scene's sentences are: raises 31920 · carrier waits 500ms for answers · fallback is set · \
      status callback is set · /path answers 200 text/xml [padded by 70000] · /path redirects to \
      /path · /path never answers · /path wants signatures over URL · /path upgrades · %s · and \
      those of a story""";

  private final List<String> lines;
  private final Map<String, Route> routes = new LinkedHashMap<>();
  private final Map<String, String> signedOver = new LinkedHashMap<>();
  private final List<Integer> raises = new ArrayList<>();
  private final List<String> about = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private Door door = Door.PLAIN;
  private Duration patience = Duration.ofSeconds(5);
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
      } else if (!line.isEmpty()) {
        sentence(line);
      }
    }
    if (raises.isEmpty()) {
      throw new MalformedScene("the scene raises nothing: a line “raises 31920” is missing");
    }
    checkStory();
    for (String path : signedOver.keySet()) {
      if (!routes.containsKey(path)) {
        throw new MalformedScene("what " + path + " answers is not said");
      }
    }
    routes.replaceAll(
        (path, route) ->
            signedOver.containsKey(path)
                ? new Route.WantsSignatureOver(signedOver.get(path), route)
                : route);
    return new Scene(
        name,
        String.join(" ", about),
        raises,
        door,
        routes,
        patience,
        fallback,
        statusCallback,
        String.join("\n", story));
  }

  private void sentence(String line) throws MalformedScene {
    Optional<Door> told =
        Arrays.stream(Door.values()).filter(one -> one.sentence().equals(line)).findFirst();
    Matcher match;
    if (told.isPresent()) {
      door = told.get();
    } else if ((match = RAISES.matcher(line)).matches()) {
      Arrays.stream(match.group(1).split(", ")).map(Integer::valueOf).forEach(raises::add);
    } else if ((match = PATIENCE.matcher(line)).matches()) {
      patience = Duration.ofMillis(Math.max(1, Integer.parseInt(match.group(1))));
    } else if (line.equals("fallback is set")) {
      fallback = true;
    } else if (line.equals("status callback is set")) {
      statusCallback = true;
    } else if (line.startsWith("/")) {
      route(line);
    } else if (line.startsWith("caller ")
        || line.startsWith("agent ")
        || line.startsWith("call ")) {
      story.add(line);
    } else {
      throw unknown();
    }
  }

  private void route(String line) throws MalformedScene {
    Matcher match;
    if ((match = ANSWERS.matcher(line)).matches()) {
      String type = orEmpty(match.group(3));
      int padding = match.group(4) == null ? 0 : Integer.parseInt(match.group(4));
      int status = Integer.parseInt(match.group(2));
      routes.put(
          match.group(1), new Route.Answers(status, type, String.join("\n", indented()), padding));
    } else if ((match = REDIRECTS.matcher(line)).matches()) {
      routes.put(match.group(1), new Route.RedirectsTo(match.group(2)));
    } else if ((match = SILENT.matcher(line)).matches()) {
      routes.put(match.group(1), new Route.NeverAnswers());
    } else if ((match = SIGNED.matcher(line)).matches()) {
      signedOver.put(match.group(1), match.group(2));
    } else if ((match = UPGRADES.matcher(line)).matches()) {
      var acts = new ArrayList<SocketAct>();
      for (String act : indented()) {
        acts.add(act(act));
      }
      routes.put(match.group(1), new Route.Upgrades(acts));
    } else {
      throw unknown();
    }
  }

  private SocketAct act(String line) throws MalformedScene {
    Matcher match;
    if ((match = Pattern.compile("waits for (\\w+)").matcher(line)).matches()) {
      return new SocketAct.WaitsFor(match.group(1));
    } else if ((match = Pattern.compile("says (.+)").matcher(line)).matches()) {
      return new SocketAct.Says(match.group(1));
    } else if ((match = Pattern.compile("plays ([0-9]{1,4}) seconds").matcher(line)).matches()) {
      return new SocketAct.Plays(Duration.ofSeconds(Integer.parseInt(match.group(1))));
    } else if ((match = Pattern.compile("closes with ([1-4][0-9]{3})").matcher(line)).matches()) {
      return new SocketAct.Closes(Integer.parseInt(match.group(1)));
    }
    return switch (line) {
      case "sends binary" -> new SocketAct.SendsBinary();
      case "sends a fragmented ping" -> new SocketAct.SendsFragmentedPing();
      case "resets" -> new SocketAct.Resets();
      case "stays" -> new SocketAct.Stays();
      case "stops reading" -> new SocketAct.StopsReading();
      default ->
          throw new MalformedScene(
              next,
              "on a socket a server: waits for start · says TEXT · plays 5 seconds · sends binary"
                  + " · sends a fragmented ping · closes with 1011 · resets · stays · stops"
                  + " reading");
    };
  }

  /// The lines that belong to the last one, because they are indented.
  private List<String> indented() {
    var block = new ArrayList<String>();
    while (next < lines.size() && lines.get(next).startsWith("  ")) {
      block.add(lines.get(next++).strip());
    }
    return block;
  }

  private void checkStory() throws MalformedScene {
    try {
      Script.parse(String.join("\n", story));
    } catch (MalformedScript e) {
      throw new MalformedScene("the caller's part, " + e.getMessage());
    }
  }

  private MalformedScene unknown() {
    String doors =
        Arrays.stream(Door.values()).map(Door::sentence).collect(Collectors.joining(" · "));
    return new MalformedScene(next, SENTENCES.formatted(doors));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
