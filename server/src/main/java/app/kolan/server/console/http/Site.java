package app.kolan.server.console.http;

import app.kolan.server.api.Businesses;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Principal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What all pages have in common.
///
/// @param settings of the businesses, as calls ask for them
/// @param navigation in its order
/// @param setUp how far a business is set up, where a page leads on with it
public record Site(
    Businesses businesses,
    BusinessDirectory settings,
    List<NavItem> navigation,
    Assets assets,
    Templates templates,
    Function<PageRequest, Optional<OnboardingProgress>> setUp,
    InstantSource clock) {
  /// Makes it; reads assets.
  public static Site of(
      Businesses businesses,
      BusinessDirectory settings,
      List<NavItem> navigation,
      Function<PageRequest, Optional<OnboardingProgress>> setUp,
      InstantSource clock) {
    return new Site(
        businesses,
        settings,
        List.copyOf(navigation),
        Assets.load(),
        new Templates(),
        setUp,
        clock);
  }

  /// Where a business is and what is spoken there.
  public BusinessLocale locale(BusinessRecord business) {
    return settings
        .current(business.id())
        .map(found -> found.business().locale())
        .orElse(BusinessLocale.ISRAEL);
  }

  /// What people call a business.
  public String name(BusinessRecord business) {
    return business.name().equals(business.slug())
        ? settings
            .current(business.id())
            .map(found -> found.business().name())
            .orElse(business.name())
        : business.name();
  }

  /// The businesses that somebody may know of, by their identifiers, the closed ones among them.
  public Map<Long, BusinessRecord> byId(Principal who) {
    return businesses.where(who, Permission.BUSINESSES_READ).stream()
        .collect(Collectors.toMap(BusinessRecord::id, Function.identity()));
  }

  /// The businesses that somebody may work in, the closed ones left out.
  public List<BusinessRecord> of(Principal who) {
    return businesses.where(who, Permission.BUSINESSES_READ).stream()
        .filter(business -> business.state() != BusinessState.CLOSED)
        .toList();
  }

  /// Those of them that are closed.
  public List<BusinessRecord> closed(Principal who) {
    return businesses.where(who, Permission.BUSINESSES_READ).stream()
        .filter(business -> business.state() == BusinessState.CLOSED)
        .toList();
  }
}
