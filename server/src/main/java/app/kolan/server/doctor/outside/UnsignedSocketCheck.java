package app.kolan.server.doctor.outside;

import app.kolan.server.doctor.Check;
import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.outside.wire.HttpAsk;
import app.kolan.server.doctor.outside.wire.HttpResult.Answered;
import java.util.List;

/// Whether sockets are refused that Twilio has not signed.
final class UnsignedSocketCheck implements Check {
  private final Chart chart;

  UnsignedSocketCheck(Chart chart) {
    this.chart = chart;
  }

  @Override
  public String name() {
    return "sockets that are not Twilio's";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (chart.stream().isEmpty()
        || chart.token().isEmpty()
        || chart.cause(Symptom.SOCKET).isPresent()) {
      return List.of();
    }
    HttpAsk signed = DoctorsStream.upgrade(chart.stream().get(), "not the token");
    HttpAsk unsigned = signed.without(DoctorsCall.SIGNATURE);
    if (chart.ask(unsigned) instanceof Answered answer && answer.status() == 101) {
      return List.of(
          Finding.warning(
              "an unsigned upgrade is answered 101",
              "anybody may open a media socket, and spend the server's money on speech",
              "Check X-Twilio-Signature of the upgrade over its wss:// URL; and let a one-time"
                  + " <Parameter> be spent by `start`."));
    }
    if (chart.ask(signed) instanceof Answered answer && answer.status() == 101) {
      return List.of(
          Finding.warning(
              "a wrongly signed upgrade is answered 101",
              "the server asks for a signature and does not check it",
              "Check X-Twilio-Signature of the upgrade over its wss:// URL."));
    }
    return List.of(Finding.fine("an unsigned or wrongly signed upgrade is refused"));
  }
}
