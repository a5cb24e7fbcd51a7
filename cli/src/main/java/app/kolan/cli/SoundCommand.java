package app.kolan.cli;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.prompts.OwnSound;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.prompts.UnusableSound;
import app.kolan.server.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kolan sound`: the recordings of businesses' own.
@Command(
    name = "sound",
    description = {
      "Keeps recordings that a business plays in place of prompts.",
      "",
      "Its settings name them: sounds: { greeting: 0123456789abcdef }; see docs/businesses.md."
    })
public final class SoundCommand implements Runnable {
  private final Supplier<ConfigDraft> settings;

  @Spec private CommandSpec spec;

  /// Only picocli makes one.
  SoundCommand() {
    this(ConfigReader::draft);
  }

  SoundCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing: kolan sound add FILE.");
  }

  @Command(
      name = "add",
      description = {
        "Adds recordings, each trimmed and as loud as the other prompts, and prints for each the"
            + " name by which settings refer to it, its length and its file.",
        "",
        "Recordings are MP3 files, or WAV files of 16 bits or mu-law, at any sample rate and loudness."
      })
  int add(
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "MP3 or WAV files.")
          List<Path> files) {
    LogLevel.quiet();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ConfigDraft draft = settings.get();
    if (!draft.readable()) {
      return UnreadableSettings.explain(draft, err);
    }
    SoundStore store = SoundStore.in(draft.config().data());
    boolean all = true;
    for (Path file : files) {
      try {
        OwnSound sound = store.add(Files.readAllBytes(file));
        out.printf("%s  %.1f s  %s%n", sound.hash(), sound.length().toMillis() / 1000.0, file);
      } catch (NoSuchFileException _) {
        err.println("There is no file " + file + ".");
        all = false;
      } catch (IOException e) {
        err.println(file + " cannot be read: " + e.getMessage());
        all = false;
      } catch (UnusableSound e) {
        err.println(file + " cannot be used: " + e.getMessage() + ".");
        all = false;
      }
    }
    out.flush();
    try {
      StoreFactory.shareSounds(draft.config().store());
    } catch (StoreException e) {
      err.println(
          "The sounds are in the data folder, and not yet with the other servers; a start of this"
              + " one gives them to them: "
              + e.getMessage());
      all = false;
    }
    return all ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
