package app.kolan.server.doctor.outside;

import app.kolan.carrier.signature.FormPairs;
import app.kolan.server.doctor.Check;
import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.outside.wire.HttpAsk;
import app.kolan.server.doctor.outside.wire.HttpResult.Answered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether calls are refused that Twilio has not signed.
final class StrangersCheck implements Check {
  private final Chart chart;

  StrangersCheck(Chart chart) {
    this.chart = chart;
  }

  @Override
  public String name() {
    return "calls that are not Twilio's";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (chart.twiml().isEmpty()) {
      return List.of();
    }
    for (Map.Entry<String, HttpAsk> forged : forgeries().entrySet()) {
      if (chart.ask(forged.getValue()) instanceof Answered answer && answer.isSuccess()) {
        Optional<String> known = chart.cause(Symptom.ERRORS);
        if (known.isPresent()) {
          return List.of(
              Chart.followUp("it cannot be seen whether others are refused", known.get()));
        }
        return List.of(
            Finding.warning(
                "a call that is %s is answered %d".formatted(forged.getKey(), answer.status()),
                "the server does not check X-Twilio-Signature there, so anybody who knows the URL can"
                    + " start calls, and spend its money",
                "Check the signature of every webhook with the auth token, over the public URL and"
                    + " all parameters, and answer 403 to what does not match."));
      }
    }
    return List.of(
        Finding.fine(
            "what is unsigned, wrongly signed, or signed for other parameters is refused"));
  }

  private Map<String, HttpAsk> forgeries() {
    FormPairs form = chart.call().parameters("ringing");
    String signed = DoctorsCall.signedUrl(chart.voiceUrl());
    String token = chart.token().orElse("-");
    var forgeries = new LinkedHashMap<String, HttpAsk>();
    forgeries.put(
        "unsigned",
        chart.call().webhook(chart.voiceUrl(), form, token).without(DoctorsCall.SIGNATURE));
    forgeries.put(
        "signed with another token", chart.call().webhook(chart.voiceUrl(), form, "not the token"));
    forgeries.put(
        "signed for another caller",
        DoctorsCall.webhook(
            chart.voiceUrl(),
            form,
            DoctorsCall.Signature.over(signed, form.with("From", "+15005550001"), token)));
    return forgeries;
  }
}
