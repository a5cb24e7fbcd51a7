package app.kolan.server.stories;

import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.regex.Pattern;

/// The stories in `src/test/resources/stories`, each told by a caller on virtual time and over real
/// sockets.
public final class Story {
  public static final PromptLibrary PROMPTS = PromptLibrary.shipped();
  public static final Sounds SOUNDS = sounds();

  private static final Pattern ANSWERS =
      Pattern.compile("^(agent says .*|agent speaks|call ends) within .*$", Pattern.MULTILINE);
  private static final Pattern STOPS = Pattern.compile("^agent stops .*$", Pattern.MULTILINE);

  /// After a cough the agent goes on two seconds after the caller was silent, and its end is seen
  /// late where the machine is busy.
  private static final Pattern SILENCES =
      Pattern.compile("^agent says nothing for .*$", Pattern.MULTILINE);

  private Story() {}

  /// A story as it begins with the stream.
  public static Script fromStream(String name) {
    return parse(name, text(name));
  }

  /// A story as it begins with the call: the greeting comes first. It is for real sockets, where a
  /// machine under load answers late: how soon an answer comes is told on virtual time.
  public static Script fromCall(String name) {
    String told = "agent says greeting within 5s\n" + text(name);
    String unhurried = ANSWERS.matcher(told).replaceAll("$1 within 40s");
    String patient = STOPS.matcher(unhurried).replaceAll("agent stops within 1500ms");
    return parse(name, SILENCES.matcher(patient).replaceAll("agent says nothing for 300ms"));
  }

  private static String text(String name) {
    try (InputStream in = Story.class.getResourceAsStream("/stories/" + name + ".story")) {
      if (in == null) {
        throw new IllegalArgumentException("there is no story " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException("the story " + name + " cannot be read", e);
    }
  }

  private static Script parse(String name, String text) {
    try {
      return Script.parse(text);
    } catch (MalformedScript e) {
      throw new IllegalArgumentException("the story " + name + " cannot be understood", e);
    }
  }

  private static Sounds sounds() {
    var clips = new HashMap<String, Mulaw>();
    CallerClips callers = CallerClips.shipped();
    callers.names().forEach(name -> clips.put(name, callers.audio(name)));
    var prompts = new HashMap<String, Mulaw>();
    for (Prompt prompt : Prompt.values()) {
      prompts.put(prompt.id(), PROMPTS.audio(prompt));
    }
    return Sounds.of(clips, prompts);
  }
}
