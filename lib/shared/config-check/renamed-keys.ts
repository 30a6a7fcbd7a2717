/** A key that charts of today refuse or ignore, and where what it said belongs now; null where nothing took its place. */
export interface Renamed {
  from: string
  to: string | null
  /** What a person has to know beyond the new place. */
  note?: string
}

/**
 * Keys that were renamed or removed, by their dotted paths (domain notes 2.4 and the charts' own NOTES.txt). Paths under
 * `config` are traits of BinderHub: Helm takes them and BinderHub says one line about them in its log.
 */
export const renamedKeys: readonly Renamed[] = [
  { from: 'hub.url', to: 'config.BinderHub.hub_url' },
  { from: 'github.clientId', to: 'config.GitHubRepoProvider.client_id' },
  { from: 'github.clientSecret', to: 'config.GitHubRepoProvider.client_secret' },
  { from: 'github.accessToken', to: 'config.GitHubRepoProvider.access_token' },
  { from: 'gitlab.accessToken', to: 'config.GitLabRepoProvider.access_token' },
  { from: 'gitlab.privateToken', to: 'config.GitLabRepoProvider.private_token' },
  { from: 'registry.enabled', to: 'config.BinderHub.use_registry' },
  { from: 'registry.prefix', to: 'config.BinderHub.image_prefix' },
  { from: 'registry.host', to: 'registry.url' },
  { from: 'registry.authHost', to: 'registry.url' },
  { from: 'registry.authTokenUrl', to: 'config.DockerRegistry.token_url' },
  { from: 'registry.tokenUrl', to: 'config.DockerRegistry.token_url' },
  { from: 'build.nodeSelector', to: 'config.KubernetesBuildExecutor.node_selector' },
  { from: 'build.repo2dockerImage', to: 'config.KubernetesBuildExecutor.build_image' },
  { from: 'perRepoQuota', to: 'config.BinderHub.per_repo_quota' },
  { from: 'cors.allowOrigin', to: 'config.BinderHub.cors_allow_origin' },
  { from: 'dind.enabled', to: 'imageBuilderType', note: 'Write imageBuilderType: dind.' },
  { from: 'imageCleaner.host.enabled', to: 'imageCleaner.enabled' },
  {
    from: 'imageCleaner.host.dockerSocket',
    to: null,
    note: 'It is two keys now: imageCleaner.host.dockerSocketDir and imageCleaner.host.dockerSocketName.',
  },
  { from: 'config.BinderHub.appendix', to: 'config.BuildExecutor.appendix' },
  { from: 'config.BinderHub.push_secret', to: 'config.BuildExecutor.push_secret' },
  { from: 'config.BinderHub.sticky_builds', to: 'config.KubernetesBuildExecutor.sticky_builds' },
  { from: 'config.BinderHub.log_tail_lines', to: 'config.KubernetesBuildExecutor.log_tail_lines' },
  { from: 'config.BinderHub.build_memory_request', to: 'config.KubernetesBuildExecutor.memory_request' },
  { from: 'config.BinderHub.build_memory_limit', to: 'config.KubernetesBuildExecutor.memory_limit' },
  { from: 'config.BinderHub.build_docker_host', to: 'config.KubernetesBuildExecutor.docker_host' },
  { from: 'config.BinderHub.build_namespace', to: 'config.BuildExecutor.namespace' },
  { from: 'config.BinderHub.build_image', to: 'config.KubernetesBuildExecutor.build_image' },
  { from: 'config.BinderHub.build_node_selector', to: 'config.KubernetesBuildExecutor.node_selector' },
  { from: 'config.BinderHub.pod_quota', to: 'config.LaunchQuota.total_quota' },
  { from: 'config.BinderHub.build_max_age', to: 'config.KubernetesCleaner.max_age' },
  { from: 'config.BinderHub.use_named_servers', to: null, note: 'BinderHub does not know it any more.' },
  { from: 'config.BinderHub.google_analytics_code', to: null, note: 'BinderHub does not start with it.' },
  { from: 'config.BinderHub.google_analytics_domain', to: null, note: 'BinderHub does not start with it.' },
  { from: 'config.GitHubRepoProvider.whitelist', to: 'config.GitHubRepoProvider.allowed_specs' },
  { from: 'config.GitHubRepoProvider.blacklist', to: 'config.GitHubRepoProvider.banned_specs' },
  {
    from: 'jupyterhub.auth',
    to: null,
    note: 'Its settings stand under jupyterhub.hub.config now, by the names of the authenticator.',
  },
  {
    from: 'jupyterhub.custom',
    to: null,
    note: 'The chart takes other keys for what stood here; cors is config.BinderHub.cors_allow_origin.',
  },
  { from: 'jupyterhub.hub.fsGid', to: 'jupyterhub.hub.podSecurityContext.fsGroup' },
  { from: 'jupyterhub.rbac.enabled', to: 'jupyterhub.rbac.create' },
  {
    from: 'jupyterhub.singleuser.cloudMetadata.enabled',
    to: 'jupyterhub.singleuser.cloudMetadata.blockWithIptables',
    note: 'It means the opposite: enabled true is blockWithIptables false.',
  },
  { from: 'jupyterhub.proxy.nodeSelector', to: 'jupyterhub.proxy.chp.nodeSelector' },
]
