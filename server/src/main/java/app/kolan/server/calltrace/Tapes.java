package app.kolan.server.calltrace;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LeadStore;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.WebhookReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The tapes of a server's calls: the first request of a call begins its tape.
///
/// Nothing here waits for the disk: lines go into a bounded queue, which one thread writes.
/// Thread-safe.
public final class Tapes implements AutoCloseable {
  /// Records nothing.
  public static final Tapes OFF = new Tapes(null, null, null);

  private static final String FOLDER = "tapes";

  private final @Nullable TapeWriter recorder;
  private final @Nullable TapeHeaders headers;
  private final @Nullable BusinessDirectory directory;

  private Tapes(
      @Nullable TapeWriter recorder,
      @Nullable TapeHeaders headers,
      @Nullable BusinessDirectory directory) {
    this.recorder = recorder;
    this.headers = headers;
    this.directory = directory;
  }

  /// The tapes of a server.
  ///
  /// @param data the data folder, in which they get a folder of their own
  /// @param draining whether the server is about to stop
  public static Tapes open(
      TapeMode taping,
      Path data,
      BusinessDirectory directory,
      InputAudioConfig inputAudio,
      PromptLibrary prompts,
      CallStore calls,
      LeadStore leads,
      BooleanSupplier draining) {
    if (taping == TapeMode.OFF) {
      return OFF;
    }
    Function<CallSid, Optional<TraceResult>> results = call -> TraceResult.of(calls, leads, call);
    var recorder =
        new TapeWriter(
            data.resolve(FOLDER),
            header -> redaction(taping, prompts, inputAudio, country(directory, header.business())),
            results);
    recorder.start();
    return new Tapes(recorder, new TapeHeaders(taping, inputAudio, prompts, draining), directory);
  }

  private static TapeRedaction redaction(
      TapeMode taping, PromptLibrary prompts, InputAudioConfig inputAudio, String country) {
    return switch (taping) {
      case FULL -> new FullRedaction(prompts);
      case REDACTED, OFF ->
          new HiddenRedaction(prompts, inputAudio.detector(), country, new SecureRandom());
    };
  }

  private static String country(BusinessDirectory directory, long business) {
    return directory
        .current(business)
        .map(BusinessSettings::business)
        .map(Business::locale)
        .orElse(BusinessLocale.ISRAEL)
        .country();
  }

  /// Records a webhook request whose signature is valid.
  ///
  /// @param path without the prefix of the public URL
  /// @param base the public URL that the response is written with
  public Request asked(String path, FormPairs form, PublicUrl base) {
    CallSid call = recorder == null ? null : callOf(form);
    if (recorder == null || headers == null || directory == null || call == null) {
      return Request.UNRECORDED;
    }
    TapeHeaders maker = headers;
    Optional<Business> called =
        directory.byNumber(WebhookReader.called(form)).map(BusinessSettings::business);
    TapeOfCall tape =
        called.isEmpty()
            ? recorder.knownTape(call)
            : recorder.tape(call, began -> maker.header(call, began, base, called.get()));
    return tape == null ? Request.UNRECORDED : tape.asked(path, form);
  }

  /// Records the start of a media stream; returns null when the call is not recorded.
  public @Nullable SocketTape opened(CallSid call, String path, StreamEvent.Started started) {
    TapeOfCall tape = recorder == null ? null : recorder.knownTape(call);
    return tape == null ? null : tape.opened(path, started);
  }

  /// Writes what is queued to its end.
  @Override
  public void close() {
    if (recorder != null) {
      recorder.close();
    }
  }

  private static @Nullable CallSid callOf(FormPairs form) {
    try {
      return form.first("CallSid").map(CallSid::new).orElse(null);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// A recorded request that waits for its response.
  public interface Request {
    Request UNRECORDED = (_, _) -> {};

    /// Records the response.
    void answered(int status, String body);
  }
}
