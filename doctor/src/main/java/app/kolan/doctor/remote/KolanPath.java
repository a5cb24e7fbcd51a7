package app.kolan.doctor.remote;

import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.echo.DoctorProof;
import app.kolan.server.telephony.echo.EchoReport;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A path that Kolan's TwiML or the number names.
///
/// @param lost what a call loses when Twilio cannot ask there
/// @param isHeard whether the caller hears it
record KolanPath(String path, String lost, boolean isHeard) {
  /// All but the voice webhook itself, the sounds and the sockets, which have checks of their own.
  static List<KolanPath> all() {
    return List.of(
        new KolanPath(TwilioPaths.STREAM_ENDED, "calls do not end as they should", true),
        new KolanPath(
            TwilioPaths.HANDLE_RECORDING, "the message of a caller is not taken down", true),
        new KolanPath(TwilioPaths.DIAL_ENDED, "a transfer that fails ends the call", true),
        new KolanPath(
            TwilioPaths.VOICE_FALLBACK,
            "callers hear Twilio's own error when a webhook fails",
            true),
        new KolanPath(
            TwilioPaths.RECORDING_STATUS, "recordings that failed are not known to have", false),
        new KolanPath(TwilioPaths.STREAM_STATUS, "why a stream failed is not known", false),
        new KolanPath(TwilioPaths.CALL_STATUS, "the end of a call is not known", false));
  }

  /// How a signed request to the path is kept from Kolan; empty when it gets through.
  Optional<String> blocked(Examination examination) throws InterruptedException {
    URI url = examination.kolanUrl(path);
    WireRequest request =
        examination
            .call()
            .webhook(
                url, examination.call().parameters("in-progress"), examination.token().orElse("-"))
            .with(DoctorProof.HEADER, examination.proof());
    WireResult result = examination.request(request);
    if (!(result instanceof Answered answer)) {
      return Optional.of(((WireResult.Failed) result).detail());
    }
    Optional<EchoReport> report = EchoReport.parse(answer.body());
    if (report.isEmpty()) {
      return Optional.of("answered %d".formatted(answer.status()));
    }
    return report.get().signatureIsGenuine()
        ? Optional.empty()
        : Optional.of(
            "arrives as %s, with a signature that does not match".formatted(report.get().target()));
  }
}
