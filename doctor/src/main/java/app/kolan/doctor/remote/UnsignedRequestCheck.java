package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.twilio.signature.FormPairs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether calls without a signature of Twilio's are rejected.
final class UnsignedRequestCheck implements Check {
  private final Examination examination;

  UnsignedRequestCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "calls that are not Twilio's";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (examination.twiml().isEmpty()) {
      return List.of();
    }
    for (Map.Entry<String, WireRequest> forged : forgeries().entrySet()) {
      if (examination.request(forged.getValue()) instanceof Answered answer && answer.isSuccess()) {
        Optional<String> known = examination.cause(Symptom.ERRORS);
        if (known.isPresent()) {
          return List.of(
              Examination.followUp("it cannot be seen whether others are refused", known.get()));
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

  private Map<String, WireRequest> forgeries() {
    FormPairs form = examination.call().parameters("ringing");
    String signed = DoctorCall.signedUrl(examination.voiceUrl());
    String token = examination.token().orElse("-");
    var forgeries = new LinkedHashMap<String, WireRequest>();
    forgeries.put(
        "unsigned",
        examination
            .call()
            .webhook(examination.voiceUrl(), form, token)
            .without(DoctorCall.SIGNATURE));
    forgeries.put(
        "signed with another token",
        examination.call().webhook(examination.voiceUrl(), form, "not the token"));
    forgeries.put(
        "signed for another caller",
        DoctorCall.webhook(
            examination.voiceUrl(),
            form,
            DoctorCall.Signature.over(signed, form.with("From", "+15005550001"), token)));
    return forgeries;
  }
}
