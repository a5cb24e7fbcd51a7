package app.kolan.cli;

import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.simulator.SoundDecoder;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The demo's script, and the audio by which callers and agent are recognised.
final class DemoStory {
  private DemoStory() {}

  /// The story of the demo.
  static Script demo() {
    return shipped("demo");
  }

  /// A story that comes with the commands.
  static Script shipped(String name) {
    String path = "/stories/" + name + ".story";
    try (InputStream in = DemoStory.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the story " + path + " is not in the jar");
      }
      return Script.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException | MalformedScript e) {
      throw new IllegalStateException("the story " + path + " cannot be read", e);
    }
  }

  /// The clips that come with Kolan, and more of the caller's.
  static Sounds sounds(PromptLibrary prompts, CallerClips clips, Map<String, Mulaw> more) {
    Map<String, Mulaw> caller = new HashMap<>();
    clips.names().forEach(name -> caller.put(name, clips.audio(name)));
    caller.putAll(more);
    Map<String, Mulaw> agent = new HashMap<>();
    for (Prompt prompt : Prompt.values()) {
      agent.put(prompt.id(), prompts.audio(prompt));
    }
    return Sounds.of(caller, agent);
  }

  /// Decodes the MP3 files of the prompts, by knowing what each of them was made from.
  static SoundDecoder decoder(PromptLibrary prompts) {
    return (_, file) -> prompts.audioOf(file);
  }
}
