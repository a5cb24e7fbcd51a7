/// A business's settings as forms for people, and what differs between two versions in their words.
@NullMarked
package app.kolan.server.console.settings;

import org.jspecify.annotations.NullMarked;
