package app.kolan.server.telemetry;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.webhook.CallSid;
import java.util.List;

/// Several listeners; each receives every event, in order.
public record CompositeCallListener(List<CallListener> all) implements CallListener {
  public CompositeCallListener {
    all = List.copyOf(all);
  }

  @Override
  public void turnOver(CallSid call, TurnStages stages) {
    all.forEach(one -> one.turnOver(call, stages));
  }

  @Override
  public void conversationBegan(CallSid call) {
    all.forEach(one -> one.conversationBegan(call));
  }

  @Override
  public void conversationEnded(CallSid call, TalkOutcome end) {
    all.forEach(one -> one.conversationEnded(call, end));
  }

  @Override
  public void takenOver(CallSid call) {
    all.forEach(one -> one.takenOver(call));
  }

  @Override
  public void fillerPlayed(CallSid call) {
    all.forEach(one -> one.fillerPlayed(call));
  }

  @Override
  public void providerFailed(String job, ProviderFailure failure) {
    all.forEach(one -> one.providerFailed(job, failure));
  }
}
