package app.kolan.server.prompts;

import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A person's recordings in place of an engine: a folder with one WAV file for each sentence,
/// `greeting_he.wav`, 16-bit or mu-law, at any sample rate and loudness.
final class RecordedVoice implements PromptEngine {
  private final Path folder;

  RecordedVoice(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "recordings";
  }

  @Override
  public boolean isFound() {
    return Files.isDirectory(folder);
  }

  @Override
  public String version() {
    return "";
  }

  @Override
  public String remedy() {
    return "put WAV files such as greeting_he.wav into the folder " + folder;
  }

  boolean has(PromptSentence sentence) {
    return Files.isRegularFile(recording(sentence));
  }

  @Override
  public Pcm render(PromptSentence sentence) throws RenderingFailed {
    try {
      return Wav.read(Files.readAllBytes(recording(sentence)));
    } catch (MalformedWav e) {
      throw new RenderingFailed(e.getMessage() + " in " + recording(sentence).getFileName(), e);
    } catch (IOException e) {
      throw new RenderingFailed("the recording could not be read: " + e.getMessage(), e);
    }
  }

  private Path recording(PromptSentence sentence) {
    return folder.resolve(sentence.id() + ".wav");
  }
}
