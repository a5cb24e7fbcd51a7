package app.kolan.server.wiring;

import app.kolan.server.config.Config;
import app.kolan.server.config.Secret;
import app.kolan.server.jobs.Jobs;
import app.kolan.server.ledger.AudioFiles;
import app.kolan.server.ledger.Ledger;
import app.kolan.server.line.rest.TwilioRest;
import app.kolan.server.speech.PromptLibrary;
import app.kolan.server.tool.web.SummaryPost;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a server stands on, opened side by side so that it starts quickly.
record Foundations(PromptLibrary prompts, Ledger ledger, AudioFiles audioFiles, Jobs jobs)
    implements AutoCloseable {

  /// Opens all of it.
  ///
  /// @throws app.kolan.server.ledger.LedgerException when the data folder cannot be used
  /// @throws app.kolan.server.speech.BrokenPrompts when a sound is missing or broken
  static Foundations open(Config config) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var prompts = begin(threads, () -> prompts(config.prompts()));
      var rest = begin(threads, () -> rest(config.twilio()));
      Ledger ledger = Ledger.open(config.data());
      try {
        AudioFiles audioFiles = AudioFiles.open(config.data());
        PromptLibrary library = end(prompts);
        SummaryPost post =
            SummaryPost.of(config.business().practice(), InstantSource.system()).orElse(null);
        return new Foundations(
            library, ledger, audioFiles, Jobs.start(ledger, end(rest), audioFiles, post));
      } catch (RuntimeException e) {
        ledger.close();
        throw e;
      }
    }
  }

  @Override
  public void close() {
    jobs.close();
    ledger.close();
  }

  private static PromptLibrary prompts(@Nullable Path own) {
    return own == null ? PromptLibrary.shipped() : PromptLibrary.over(own);
  }

  private static TwilioRest rest(Config.Twilio twilio) {
    return new TwilioRest(
        twilio.apiUrl(),
        twilio.accountSid(),
        twilio.authTokens().stream().map(Secret::value).toList());
  }

  private static <T> CompletableFuture<T> begin(ExecutorService threads, Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, threads);
  }

  private static <T> T end(CompletableFuture<T> work) {
    try {
      return work.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
