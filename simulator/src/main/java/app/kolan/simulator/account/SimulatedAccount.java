package app.kolan.simulator.account;

import java.util.List;
import java.util.Set;

/// How an account is set up, as somebody would see it in Twilio's Console. The tokens never print.
///
/// @param sid `AC…`
/// @param tokens what the REST interface takes as a password: the primary token, and during a
///   rotation the secondary one behind it
/// @param status `active`, `suspended` or `closed`
/// @param type `Full` or `Trial`
/// @param numbers the phone numbers
/// @param countries the ISO codes of the countries that may be called
/// @param refusals requests that go wrong
public record SimulatedAccount(
    String sid,
    List<String> tokens,
    String status,
    String type,
    List<SimulatedNumber> numbers,
    Set<String> countries,
    List<RestRefusal> refusals) {
  public SimulatedAccount {
    tokens = List.copyOf(tokens);
    numbers = List.copyOf(numbers);
    countries = Set.copyOf(countries);
    refusals = List.copyOf(refusals);
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("an account has a token");
    }
  }

  /// An active account with these numbers that may call Israel.
  public static SimulatedAccount of(String sid, String token, SimulatedNumber... numbers) {
    return new SimulatedAccount(
        sid, List.of(token), "active", "Full", List.of(numbers), Set.of("IL"), List.of());
  }

  public SimulatedAccount withTokens(String... primaryFirst) {
    return new SimulatedAccount(
        sid, List.of(primaryFirst), status, type, numbers, countries, refusals);
  }

  public SimulatedAccount withStatus(String status) {
    return new SimulatedAccount(sid, tokens, status, type, numbers, countries, refusals);
  }

  public SimulatedAccount withType(String type) {
    return new SimulatedAccount(sid, tokens, status, type, numbers, countries, refusals);
  }

  public SimulatedAccount withNumbers(SimulatedNumber... numbers) {
    return new SimulatedAccount(sid, tokens, status, type, List.of(numbers), countries, refusals);
  }

  public SimulatedAccount withCountries(String... countries) {
    return new SimulatedAccount(sid, tokens, status, type, numbers, Set.of(countries), refusals);
  }

  public SimulatedAccount withRefusals(RestRefusal... refusals) {
    return new SimulatedAccount(sid, tokens, status, type, numbers, countries, List.of(refusals));
  }

  @Override
  public String toString() {
    return "SimulatedAccount[%s, %s, %s, %d tokens, %s]"
        .formatted(sid, status, type, tokens.size(), numbers);
  }
}
