package app.kolan.server.prompts;

import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Runs espeak-ng as a program of its own, on phonemes. It needs no account and no model; the
/// result is understandable and sounds like a machine.
final class EspeakEngine implements PromptEngine {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern VERSION = Pattern.compile("text-to-speech: *([0-9][0-9A-Za-z.+-]*)");

  private final String program;

  EspeakEngine() {
    this("espeak-ng");
  }

  EspeakEngine(String program) {
    this.program = program;
  }

  @Override
  public String name() {
    return "espeak-ng";
  }

  @Override
  public boolean isFound() {
    return !version().isEmpty();
  }

  @Override
  public String version() {
    try (var work = new ScratchFolder()) {
      var version = VERSION.matcher(run(work, List.of("--version")));
      return version.find() ? version.group(1) : "";
    } catch (RenderingFailed | IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public String remedy() {
    return "install espeak-ng, for example with: apt-get install espeak-ng";
  }

  @Override
  public Pcm render(PromptSentence sentence) throws RenderingFailed, InterruptedException {
    try (var work = new ScratchFolder()) {
      Path script = work.file("sentence.txt");
      Path sound = work.file("sentence.wav");
      Files.writeString(script, sentence.phonemes());
      VoiceStyle speaker = sentence.speaker();
      run(
          work,
          List.of(
              "-v",
              speaker.voice(),
              "-p",
              Integer.toString(speaker.pitch()),
              "-s",
              Integer.toString(speaker.speed()),
              "-w",
              sound.toString(),
              "-f",
              script.toString()));
      if (!Files.exists(sound)) {
        throw new RenderingFailed(name() + " wrote no sound");
      }
      return Wav.read(Files.readAllBytes(sound));
    } catch (IOException e) {
      throw new RenderingFailed("its files could not be written or read: " + e.getMessage(), e);
    } catch (MalformedWav e) {
      throw new RenderingFailed(name() + " wrote something else than sound: " + e.getMessage(), e);
    }
  }

  /// Returns the program's output.
  private String run(ScratchFolder work, List<String> arguments)
      throws RenderingFailed, IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(program);
    command.addAll(arguments);
    Path printed = work.file("printed.txt");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
    } catch (IOException e) {
      throw new RenderingFailed(name() + " could not be started", e);
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RenderingFailed(name() + " was not done after " + LIMIT.toSeconds() + " s");
      }
    } finally {
      process.destroyForcibly();
    }
    String output = Files.readString(printed).strip();
    if (process.exitValue() != 0) {
      throw new RenderingFailed(
          "%s ended with code %d: %s".formatted(name(), process.exitValue(), output));
    }
    return output;
  }
}
