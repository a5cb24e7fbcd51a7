package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import java.util.List;

/// Whether sockets without a signature of Twilio's are rejected.
final class UnsignedSocketCheck implements Check {
  private final Examination examination;

  UnsignedSocketCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "sockets that are not Twilio's";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (examination.stream().isEmpty()
        || examination.token().isEmpty()
        || examination.cause(Symptom.SOCKET).isPresent()) {
      return List.of();
    }
    WireRequest signed = DoctorStream.upgrade(examination.stream().get(), "not the token");
    WireRequest unsigned = signed.without(DoctorCall.SIGNATURE);
    if (examination.request(unsigned) instanceof Answered answer && answer.status() == 101) {
      return List.of(
          Finding.warning(
              "an unsigned upgrade is answered 101",
              "anybody may open a media socket, and spend the server's money on speech",
              "Check X-Twilio-Signature of the upgrade over its wss:// URL; and let a one-time"
                  + " <Parameter> be spent by `start`."));
    }
    if (examination.request(signed) instanceof Answered answer && answer.status() == 101) {
      return List.of(
          Finding.warning(
              "a wrongly signed upgrade is answered 101",
              "the server asks for a signature and does not check it",
              "Check X-Twilio-Signature of the upgrade over its wss:// URL."));
    }
    return List.of(Finding.fine("an unsigned or wrongly signed upgrade is refused"));
  }
}
