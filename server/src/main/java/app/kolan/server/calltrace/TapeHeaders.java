package app.kolan.server.calltrace;

import app.kolan.server.business.Business;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.settings.PublicUrl;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Makes the headers of a server's tapes.
record TapeHeaders(
    TapeMode taping,
    TapedInputAudio inputAudio,
    Map<String, String> prompts,
    BooleanSupplier draining) {

  TapeHeaders(
      TapeMode taping,
      InputAudioConfig inputAudio,
      PromptLibrary library,
      BooleanSupplier draining) {
    this(taping, TapedInputAudio.of(inputAudio), PromptHashes.of(library), draining);
  }

  TapeHeader header(CallSid call, Instant began, PublicUrl base, Business business) {
    return new TapeHeader(
        version(),
        taping,
        call,
        began,
        base,
        business.id(),
        business.mode(),
        inputAudio,
        business.human(),
        draining.getAsBoolean(),
        prompts);
  }

  private static String version() {
    String version = TapeHeaders.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
