package app.kolan.server.seen;

import app.kolan.carrier.webhook.CallSid;
import app.kolan.server.provider.ProviderFailure;
import java.util.List;

/// Several who watch; each is told everything, in their order.
public record Watches(List<TurnWatch> all) implements TurnWatch {
  public Watches {
    all = List.copyOf(all);
  }

  @Override
  public void turnOver(CallSid call, TurnStages stages) {
    all.forEach(one -> one.turnOver(call, stages));
  }

  @Override
  public void talkBegan(CallSid call) {
    all.forEach(one -> one.talkBegan(call));
  }

  @Override
  public void talkOver(CallSid call, TalkEnd end) {
    all.forEach(one -> one.talkOver(call, end));
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
