package app.kolan.server.store;

import app.kolan.server.provider.UsageUnits;

/// What was used of one model of one provider for one job, in a call or in many.
///
/// @param provider its name in the settings
/// @param model its identifier in the settings; the voice where a provider has no models, and empty
///   where it has neither
/// @param estimated whether a part of the units was not measured, since the provider did not tell
public record ProviderUsage(
    UsageJob job, String provider, String model, UsageUnits units, boolean estimated) {
  /// Whether another one is of the same job, provider and model.
  public boolean isOfSame(ProviderUsage other) {
    return job == other.job && provider.equals(other.provider) && model.equals(other.model);
  }

  /// The sum of two of the same job, provider and model, which is estimated when one of them is.
  public ProviderUsage plus(ProviderUsage other) {
    return new ProviderUsage(
        job, provider, model, units.plus(other.units), estimated || other.estimated);
  }
}
