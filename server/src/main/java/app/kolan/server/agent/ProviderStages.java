package app.kolan.server.agent;

import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.telemetry.TurnStages;

/// Notes for the telemetry of a turn which provider does a job in it, and which ones were replaced.
///
/// @param job as in traces, such as `voice`
record ProviderStages(String job, TurnStages stages) implements FallbackListener {
  @Override
  public void asked(String provider) {
    stages.asked(job, provider);
  }

  @Override
  public void replaced(ProviderFailure failure) {
    stages.failed(job, failure);
  }
}
