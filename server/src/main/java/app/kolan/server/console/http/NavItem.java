package app.kolan.server.console.http;

import app.kolan.server.identity.Permission;

/// A part of the console, as the navigation has it. Its text has the key `nav.` and the name.
///
/// @param name what the icon is called, too, where it has one
/// @param path below the business's address, or below `/console` for the agency's
/// @param permission what is needed to see it
/// @param main whether it stands in the bar of a telephone, too; the others are behind "more"
/// @param key the letter that leads there after a `g`; empty for none
public record NavItem(String name, String path, Permission permission, boolean main, String key) {}
