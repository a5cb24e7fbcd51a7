package app.kolan.server.seen;

import app.kolan.carrier.webhook.CallSid;

/// Is told of the stages of each turn, once it is over. Does not block.
public interface TurnWatch {
  TurnWatch NOBODY = (_, _) -> {};

  void turnOver(CallSid call, TurnStages stages);
}
