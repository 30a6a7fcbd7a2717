/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  images: { unoptimized: true },
  // The engine's own front compresses nothing and sets every header (lib/server/http/headers.ts).
  compress: true,
  devIndicators: false,
}
