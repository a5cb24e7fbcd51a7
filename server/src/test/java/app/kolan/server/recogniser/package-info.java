/// Recognisers against stand-ins of their vendors, in health and in sickness.
@NullMarked
package app.kolan.server.recogniser;

import org.jspecify.annotations.NullMarked;
