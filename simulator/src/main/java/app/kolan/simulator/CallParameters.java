package app.kolan.simulator;

import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.webhook.CallStatus;

/// The parameters of a call that Twilio sends with each of its requests.
///
/// Source: https://www.twilio.com/docs/voice/twiml#request-parameters
record CallParameters(String callSid, CarrierSettings settings, CallOrigin origin) {
  static final String API_VERSION = "2010-04-01";

  FormPairs parameters(CallStatus status) {
    String caller = settings.caller().value();
    String called = settings.called().value();
    var form =
        FormPairs.of(
            "CallSid", callSid,
            "AccountSid", settings.accountSid(),
            "From", caller,
            "To", called,
            "Caller", caller,
            "Called", called,
            "CallStatus", status.wire(),
            "ApiVersion", API_VERSION,
            "Direction", origin.direction());
    if (origin instanceof CallOrigin.Dialled(var parentSid)) {
      form = form.with("ParentCallSid", parentSid);
    }
    for (String side : new String[] {"From", "Caller", "To", "Called"}) {
      form =
          form.with(side + "City", "")
              .with(side + "State", "")
              .with(side + "Zip", "")
              .with(side + "Country", "IL");
    }
    return form;
  }

  static FormPairs joined(FormPairs first, FormPairs second) {
    FormPairs all = first;
    for (FormPairs.Pair pair : second.pairs()) {
      all = all.with(pair.name(), pair.value());
    }
    return all;
  }
}
