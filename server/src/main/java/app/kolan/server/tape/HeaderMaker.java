package app.kolan.server.tape;

import app.kolan.carrier.webhook.CallSid;
import app.kolan.server.business.Business;
import app.kolan.server.call.Hearing;
import app.kolan.server.config.PublicUrl;
import app.kolan.server.config.Taping;
import app.kolan.server.speech.PromptLibrary;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Makes the headers of a server's tapes.
record HeaderMaker(
    Taping taping,
    Business business,
    TapedHearing hearing,
    Map<String, String> prompts,
    BooleanSupplier draining) {

  HeaderMaker(
      Taping taping,
      Business business,
      Hearing hearing,
      PromptLibrary library,
      BooleanSupplier draining) {
    this(taping, business, TapedHearing.of(hearing), PromptHashes.of(library), draining);
  }

  TapeHeader header(CallSid call, Instant began, PublicUrl base) {
    return new TapeHeader(
        version(),
        taping,
        call,
        began,
        base,
        business.id(),
        business.mode(),
        hearing,
        business.human(),
        draining.getAsBoolean(),
        prompts);
  }

  private static String version() {
    String version = HeaderMaker.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
