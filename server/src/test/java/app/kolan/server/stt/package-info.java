/// Recognisers against stand-ins of their vendors, in health and in sickness.
@NullMarked
package app.kolan.server.stt;

import org.jspecify.annotations.NullMarked;
