/** What every object of the API has. The rest is the resource's own affair, and never taken for granted. */
export interface KubeObject {
  metadata: { uid: string; name: string; namespace?: string; resourceVersion: string }
}

/** A kind of object that can be followed: where the API has all of them, and what is kept of each. */
export interface Resource<Row> {
  /** The path of the list over all namespaces: "/api/v1/pods". */
  path: string
  /** Which of them: "involvedObject.kind=Pod". */
  fieldSelector?: string
  project(object: KubeObject): Row
}
