/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  images: { unoptimized: true },
  compress: true,
  devIndicators: false,
  // Without it pages of `npm run dev` never come alive on the address that it prints.
  allowedDevOrigins: ['127.0.0.1'],
  // Types are a stage of `npm run verify`, over the whole project: a type error in a test must not stop a start.
  typescript: { ignoreBuildErrors: true },
}
