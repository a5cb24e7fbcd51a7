package app.kolan.server.business;

import app.kolan.server.provider.ProviderSelection;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that is set for a business, in one version. A change makes a new version; a version never
/// changes, so what is built from it may be kept by its number.
///
/// @param version grows with every change of this business
/// @param account the Twilio account that its numbers belong to; businesses may share one
/// @param providers who talks with its callers
/// @param prompts a folder of its own sound files, or null
public record BusinessSettings(
    long version,
    Business business,
    AccountTokens account,
    ProviderSelection providers,
    @Nullable Path prompts) {
  /// The version of settings that were never changed.
  public static final long FIRST_VERSION = 1;

  /// The settings of a business with the scripted agent and the shipped prompts, in an account that
  /// signs nothing.
  public static BusinessSettings of(Business business) {
    return new BusinessSettings(
        FIRST_VERSION, business, new AccountTokens("", List.of()), ProviderSelection.NONE, null);
  }
}
