package app.kolan.server.identity;

import app.kolan.server.settings.SettingsGroup;

/// What a hash of a password costs, by Argon2id's parameters; its lane is one.
///
/// Nobody can set it: a server has what OWASP gives as the least. Tests of what stands on passwords
/// have less, since the hashes would be a good part of what they take.
///
/// <https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html>
///
/// @param memoryKib how much memory a hash takes
/// @param passes over this memory
public record PasswordCost(int memoryKib, int passes) {
  public static final PasswordCost OWASP = new PasswordCost(19 * 1024, 2);

  public static final SettingsGroup<PasswordCost> GROUP = SettingsGroup.of(_ -> OWASP);
}
