package app.kolan.server.directory;

import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.SecretReference;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Changes the Twilio accounts beside the server's own: every change by people and programs goes
/// through here, is validated before anything is stored, and is live at the next call.
///
/// Blocks for the store; safe to share.
///
/// @param ownSid the SID of the server's own account, which its settings have
/// @param changed is called after each change, so that this process knows it at once
public record AccountAdministration(
    AccountStore accounts, String ownSid, Runnable changed, InstantSource clock) {
  private static final int MOST_TOKENS = 5;
  private static final int LONGEST_NAME = 200;

  /// What would split a token where it is stored, or was copied with it.
  private static final Pattern FOREIGN = Pattern.compile("[\\s,\\p{Cntrl}]");

  /// Whether it is an account of this server, its own or another.
  public boolean knows(String sid) {
    return sid.equals(ownSid) || accounts.find(sid).isPresent();
  }

  /// Adds an account, or changes the name and the tokens of the one of this SID.
  ///
  /// @param tokens auth tokens, or references to them, the one for REST calls first
  /// @throws InvalidSettings with all that is wrong; nothing is stored then
  public TwilioAccount save(String sid, String name, List<String> tokens) throws InvalidSettings {
    var problems = new ArrayList<ConfigProblem>();
    sid(sid, problems);
    name(name, problems);
    tokens(tokens, problems);
    BusinessRules.refuse(problems);
    TwilioAccount saved =
        accounts.save(
            sid, name.strip(), tokens.stream().map(Secret::new).toList(), clock.instant());
    changed.run();
    return saved;
  }

  /// Changes the name of an account, and maybe its token.
  ///
  /// @param token the one for REST calls from now on; null leaves the tokens as they are
  /// @param keeping whether the token before stays beside the new one, for a rotation
  /// @return empty when there is none of this SID
  /// @throws InvalidSettings with all that is wrong; nothing is stored then
  public Optional<TwilioAccount> update(
      String sid, String name, @Nullable String token, boolean keeping) throws InvalidSettings {
    var problems = new ArrayList<ConfigProblem>();
    name(name, problems);
    if (token != null) {
      tokens(List.of(token), problems);
    }
    BusinessRules.refuse(problems);
    return noted(
        accounts.change(
            sid,
            account ->
                account.with(
                    name.strip(),
                    token == null
                        ? account.authTokens()
                        : rotated(account.authTokens(), new Secret(token), keeping))));
  }

  private static List<Secret> rotated(List<Secret> before, Secret token, boolean keeping) {
    var tokens = new ArrayList<Secret>();
    tokens.add(token);
    if (keeping && !before.getFirst().equals(token)) {
      tokens.add(before.getFirst());
    }
    return tokens;
  }

  /// Leaves an account the token for REST calls alone, at the end of a rotation.
  ///
  /// @return empty when there is none of this SID
  public Optional<TwilioAccount> endRotation(String sid) {
    return noted(
        accounts.change(
            sid, account -> account.with(account.name(), account.authTokens().subList(0, 1))));
  }

  /// Removes an account that no business is in.
  ///
  /// @return false when there is none of this SID
  /// @throws DirectoryConflict when a business that is not closed has its numbers in it
  public boolean remove(String sid) {
    boolean removed = accounts.remove(sid);
    if (removed) {
      changed.run();
    }
    return removed;
  }

  private Optional<TwilioAccount> noted(Optional<TwilioAccount> change) {
    if (change.isPresent()) {
      changed.run();
    }
    return change;
  }

  private void sid(String sid, List<ConfigProblem> problems) {
    if (!BusinessRules.isAccount(sid)) {
      problems.add(
          new ConfigProblem(
              "sid",
              sid.isEmpty() ? "not set" : BusinessRules.shown(sid),
              "an Account SID is AC and 32 hexadecimal digits"));
    } else if (sid.equals(ownSid)) {
      problems.add(
          new ConfigProblem(
              "sid", sid, "it is the server's own account; its token is TWILIO_AUTH_TOKEN"));
    }
  }

  private static void name(String name, List<ConfigProblem> problems) {
    if (!BusinessRules.isText(name)) {
      problems.add(new ConfigProblem("name", "not a text", "leave out NUL and half characters"));
    } else if (name.length() > LONGEST_NAME) {
      problems.add(
          new ConfigProblem("name", name.length() + " letters", "give at most " + LONGEST_NAME));
    }
  }

  /// What is wrong with tokens; none of them is shown.
  private static void tokens(List<String> tokens, List<ConfigProblem> problems) {
    if (tokens.isEmpty() || tokens.stream().anyMatch(String::isEmpty)) {
      problems.add(new ConfigProblem("tokens", "not set", "give the auth token of the account"));
    } else if (tokens.size() > MOST_TOKENS) {
      problems.add(
          new ConfigProblem("tokens", tokens.size() + " tokens", "give at most " + MOST_TOKENS));
    }
    for (String token : tokens) {
      if (SecretReference.isMeant(token)) {
        if (SecretReference.of(token).isEmpty()) {
          problems.add(new ConfigProblem("tokens", token, SecretReference.REMEDY));
        }
      } else if (FOREIGN.matcher(token).find()) {
        problems.add(
            new ConfigProblem(
                "tokens", "not a token", "copy it from the Twilio Console, without spaces"));
      }
    }
  }
}
